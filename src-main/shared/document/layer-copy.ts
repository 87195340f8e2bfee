import * as v from 'valibot'
import { type Network, type ProjectDocument } from './schema'
import { network } from './schema/network'

const FORMAT = 'backprop-studio layers 1'

/** Layers as they lie in the clipboard: a part of a network, readable by any project. */
const layerCopy = v.strictObject({ format: v.literal(FORMAT), ...network.entries })

/** Copies layers with the connections among them, as text for the clipboard. */
export function copyLayers(
  { network: { layers, connections, layout } }: ProjectDocument,
  ids: readonly string[],
): string {
  const chosen = new Set(ids)
  const places = Object.entries(layout).filter(([id]) => chosen.has(id))
  const copied = layers.filter(({ id }) => chosen.has(id))
  const among = connections.filter(({ from, to }) => chosen.has(from) && chosen.has(to))
  return JSON.stringify({
    format: FORMAT,
    layers: copied,
    connections: among,
    layout: Object.fromEntries(places),
  })
}

/** Reads what `copyLayers` wrote; null where the text is anything else. Nothing of it is trusted. */
export function readLayers(text: string): Network | null {
  if (!text.startsWith(`{"format":"${FORMAT}"`)) return null
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), layerCopy), text)
  if (!parsed.success) return null
  const { format: _format, ...copied } = parsed.output
  return copied.layers.length > 0 ? copied : null
}
