import { type Transport } from '@shared/protocol/transport'

/** Hands frames over between two transports in both directions; when one closes, so does the other. */
export function relay(first: Transport, second: Transport): void {
  const lead = (from: Transport, to: Transport): void =>
    from.onFrame({ frame: (frame) => to.send(frame), closed: () => to.send(null) })
  lead(first, second)
  lead(second, first)
}
