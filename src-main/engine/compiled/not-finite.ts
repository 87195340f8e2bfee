import { type EngineNetwork, type Parameters } from '../network'
import { notFiniteParameter } from '../reference/finite'
import { type NotFinite } from '../program'
import { type Blueprint } from './build'
import { type Image } from './image'

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

/**
 * After an update: the first gradient, or else parameter, that is not finite; or only the length of the whole gradient, for
 * which no single one is to blame. null where all are finite.
 */
export function notFiniteAfterUpdate(
  network: EngineNetwork,
  { gradients, parameters, norm }: { gradients: Parameters; parameters: Parameters; norm: number },
): NotFinite | null {
  if (!Number.isFinite(norm))
    return (
      notFiniteParameter(network, gradients, 'the gradient') ?? {
        layer: network.outputLayer,
        what: 'the gradient',
        sample: null,
        unit: null,
      }
    )
  return notFiniteParameter(network, parameters, 'a weight')
}

/** A join before a dense layer is the dense layer's. */
const layerOf = (id: string): string => id.split(' ')[0]
