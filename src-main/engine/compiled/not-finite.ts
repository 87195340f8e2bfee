import { type NotFinite } from '../program'
import { type Blueprint } from './build'
import { type Image } from './image'
import { readArena } from './parameter-arena'
import { type Layout } from './layout'

/** A batch that is still in memory: how many samples, and which rows of the data they are. */
export interface BatchInMemory {
  readonly samples: number
  readonly rowOf: (sample: number) => number
}

/**
 * The first number of the batch that is not finite, in the order in which a step makes them: activations layer by layer,
 * the losses of the samples, deltas from the output back. null where all are finite.
 */
export function notFiniteInBatch({ plan }: Blueprint, image: Image, batch: BatchInMemory): NotFinite | null {
  const { layers } = plan.network
  const search = (id: string, address: number, width: number, what: NotFinite['what']): NotFinite | null => {
    for (let sample = 0; sample < batch.samples; sample++) {
      const unit = image.rowOf(address, width, sample).findIndex((value) => !Number.isFinite(value))
      if (unit >= 0) return { layer: layerOf(id), what, sample: batch.rowOf(sample), unit }
    }
    return null
  }
  for (const { id } of layers) {
    const { address, width } = plan.of(id).a
    const found = search(id, address, width, 'an activation')
    if (found) return found
  }
  for (let sample = 0; sample < batch.samples; sample++)
    if (!Number.isFinite(image.sampleLosses[sample]))
      return { layer: plan.network.outputLayer, what: 'the loss', sample: batch.rowOf(sample), unit: null }
  for (const { id } of layers.toReversed()) {
    const { gradient } = plan.of(id)
    const found = gradient && search(id, gradient.address, gradient.width, 'the gradient')
    if (found) return found
  }
  return null
}

/** The first layer with a gradient, or else a parameter, that is not finite; null where all are finite. */
export function notFiniteInParameters({ arena }: Blueprint, image: Image, layout: Layout): NotFinite | null {
  const arenas = [
    { numbers: image.gradients, what: 'the gradient' },
    { numbers: image.parameters, what: 'a weight' },
  ] as const
  for (const { numbers, what } of arenas) {
    if (numbers.every(Number.isFinite)) continue
    for (const [layer, { weights, biases }] of Object.entries(readArena(numbers, layout, arena.places))) {
      const rows = [...weights, biases]
      const unit = rows.findIndex((row) => !row.every(Number.isFinite))
      if (unit >= 0) return { layer, what, sample: null, unit: unit < weights.length ? unit : null }
    }
  }
  return null
}

/** A join before a dense layer is the dense layer's. */
const layerOf = (id: string): string => id.split(' ')[0]
