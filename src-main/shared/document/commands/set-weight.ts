import { type Command, withDense } from './command'

/** Which number of a dense layer's matrix, both counted from 0. */
export interface WeightPlace {
  readonly unit: number
  readonly input: number
}

/**
 * One weight before the first step becomes exactly `value`. `weights` [unit][input] is the layer's matrix as it is
 * shown: the others stay what they are, whatever the seed would draw. A connection that is left out keeps its 0.
 */
export function setWeight(
  layer: string,
  { unit, input }: WeightPlace,
  value: number,
  weights: readonly (readonly number[])[],
): Command {
  return {
    label: 'Set weight',
    mergeKey: `weight ${layer} ${unit} ${input}`,
    apply: (document) =>
      withDense(document, layer, (dense) => {
        if (weights[unit]?.[input] === undefined || dense.mask?.[unit]?.[input] === 0) return dense
        const initialWeights = weights.map((row, index) => (index === unit ? row.with(input, value) : [...row]))
        return { ...dense, initialWeights }
      }),
  }
}
