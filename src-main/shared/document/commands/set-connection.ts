import { inferShapes } from '../shapes'
import { type Command, withDense } from './command'
import { type WeightPlace } from './set-weight'

/**
 * Leaves one connection of a dense layer out, or puts it back. A mask of ones only is none; an exact initial weight
 * stays in the document, so that it comes back with its connection.
 */
export function setConnection(layer: string, { unit, input }: WeightPlace, exists: boolean): Command {
  return {
    label: exists ? 'Put connection back' : 'Leave connection out',
    apply(document) {
      const inputs = inferShapes(document).layers[layer]?.inputs ?? 0
      return withDense(document, layer, ({ mask: present, ...dense }) => {
        const mask =
          present ?? Array.from({ length: dense.units }, () => Array.from({ length: inputs }, () => 1 as const))
        const row = mask[unit]
        if (row?.[input] === undefined) return present ? { ...dense, mask: present } : dense
        const next = mask.with(unit, row.with(input, exists ? 1 : 0))
        return next.every((each) => each.every((entry) => entry === 1)) ? dense : { ...dense, mask: next }
      })
    },
  }
}
