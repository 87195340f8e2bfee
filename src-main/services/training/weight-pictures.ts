import { type WeightPicture } from '@shared/protocol/training-service'
import { type Run } from './run'

/** `count` places spread evenly over `length`, each in the middle of its share. */
const spread = (length: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => Math.floor(((index + 0.5) * length) / count))

/**
 * Every dense layer's matrix as a picture of at most `most` x `most` of its weights. Picks, not means: means of many
 * weights that were drawn around 0 are all nearly 0 and show nothing, and picks cost the same however large the layer is.
 */
export function weightPictures({ network, trainer }: Run, most: number): Record<string, WeightPicture> {
  return Object.fromEntries(
    network.layers.flatMap((layer) => {
      if (layer.kind !== 'dense') return []
      const units = spread(layer.units, Math.min(most, layer.units))
      const inputs = spread(layer.inputs, Math.min(most, layer.inputs))
      const values = new Float32Array(units.length * inputs.length)
      units.forEach((unit, row) =>
        inputs.forEach((input, column) => {
          values[row * inputs.length + column] = trainer.program.weightAt(layer.id, unit, input)
        }),
      )
      return [[layer.id, { rows: units.length, columns: inputs.length, values }] as const]
    }),
  )
}
