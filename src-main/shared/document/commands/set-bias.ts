import { type Command, withDense } from './command'

/** One bias before the first step becomes exactly `value`; `biases` are the layer's as they are shown. */
export function setBias(layer: string, unit: number, value: number, biases: readonly number[]): Command {
  return {
    label: 'Set bias',
    mergeKey: `bias ${layer} ${unit}`,
    apply: (document) =>
      withDense(document, layer, (dense) =>
        biases[unit] === undefined ? dense : { ...dense, initialBiases: biases.with(unit, value) },
      ),
  }
}
