// Where every message port end lives. Ends are named `<channel>:a` and `<channel>:b`; an end is in the main process,
// in a utility process or in a page, and may be on its way between them. Payloads are opaque bytes here.

/**
 * @typedef {object} Place A process or a document that holds port ends.
 * @property {(end: string, payload: Uint8Array, ports: string[]) => void} deliver
 * @property {(end: string) => void} closed The other side is gone.
 */

/** @type {Map<string, Place>} */
const places = new Map()
/** @type {Map<string, [Uint8Array, string[]][]>} Messages for ends that are on their way. */
const parked = new Map()
/** @type {Set<string>} */
const dead = new Set()

/** @param {string} end */
const peerOf = (end) => end.slice(0, -1) + (end.endsWith('a') ? 'b' : 'a')

export const router = {
  /** From now on `end` lives at `place`. Called when it is SENT there: a process that dies on the way still closes it. */
  settle(end, place) {
    places.set(end, place)
    const waiting = parked.get(end) ?? []
    parked.delete(end)
    for (const [payload, ports] of waiting) place.deliver(end, payload, ports)
    if (dead.has(end)) place.closed(end)
  },

  /** `end` is being transferred. */
  leave(end) {
    places.delete(end)
  },

  /** A message posted on `end`, for its peer. */
  post(end, payload, ports = []) {
    const to = peerOf(end)
    if (dead.has(to)) {
      for (const port of ports) router.close(port)
      return
    }
    const place = places.get(to)
    if (place) place.deliver(to, payload, ports)
    else parked.set(to, [...(parked.get(to) ?? []), [payload, ports]])
  },

  /** `end` was closed, or its holder is gone: both ends are dead, the peer's holder is told. */
  close(end) {
    if (dead.has(end)) return
    const peer = peerOf(end)
    dead.add(end).add(peer)
    const place = places.get(peer)
    places.delete(end)
    places.delete(peer)
    place?.closed(peer)
  },

  /** Everything that lived at `place` is gone. */
  closeAll(place) {
    for (const [end, where] of places) if (where === place) router.close(end)
  },
}
