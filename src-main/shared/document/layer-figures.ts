import { type OptimizerId } from '../catalog/optimizers'
import { type Layer, type ProjectDocument, type TrainingSettings } from './schema'
import { type LayerShape, type Shapes } from './shapes'

/** What a layer costs. Bytes are those of the numbers themselves; multiply-adds are those of matrix products. */
export interface LayerFigures {
  readonly parameters: number
  /** Of the parameters, their gradients and what the optimizer keeps of each. */
  readonly bytes: { readonly parameters: number; readonly gradients: number; readonly optimizer: number }
  /** Per sample. */
  readonly multiplyAdds: { readonly forward: number; readonly update: number }
}

const bytesPerNumber = { float64: 8, float32: 4 } as const

/** Numbers that an optimizer keeps of every parameter from one step to the next. */
export const keptPerParameter: Readonly<Record<OptimizerId, number>> = {
  sgd: 1,
  adagrad: 1,
  rmsprop: 2,
  adam: 2,
  adamw: 2,
  nadam: 2,
  rprop: 2,
}

/**
 * Memory and arithmetic of one layer. A dense layer's update takes three products of the size of its matrix: forward,
 * the gradient of the weights (none where they are frozen), and the delta of what enters (none behind an input layer).
 */
function figuresOf(layer: Layer, shape: LayerShape, training: TrainingSettings, fedByInput: boolean): LayerFigures {
  const { parameters, inputs } = shape
  const own = bytesPerNumber[training.precision] * parameters
  const product = layer.kind === 'dense' ? layer.units * inputs : 0
  const frozen = layer.kind === 'dense' && layer.freezeWeights
  return {
    parameters,
    bytes: { parameters: own, gradients: own, optimizer: own * keptPerParameter[training.optimizer.id] },
    multiplyAdds: { forward: product, update: product * (1 + (frozen ? 0 : 1) + (fedByInput ? 0 : 1)) },
  }
}

/** The figures of every layer whose shape is known, by id. */
export function layerFigures({ network, training }: ProjectDocument, shapes: Shapes): Record<string, LayerFigures> {
  const inputs = new Set(network.layers.filter(({ kind }) => kind === 'input').map(({ id }) => id))
  return Object.fromEntries(
    network.layers.flatMap((layer) => {
      const shape = shapes.layers[layer.id]
      if (!shape) return []
      const fedByInput = shape.sources.every((source) => inputs.has(source))
      return [[layer.id, figuresOf(layer, shape, training, fedByInput)] as const]
    }),
  )
}

/** The sum over layers: of the whole network. */
export function totalFigures(figures: Iterable<LayerFigures>): LayerFigures {
  const total = {
    parameters: 0,
    bytes: { parameters: 0, gradients: 0, optimizer: 0 },
    multiplyAdds: { forward: 0, update: 0 },
  }
  for (const { parameters, bytes, multiplyAdds } of figures) {
    total.parameters += parameters
    total.bytes.parameters += bytes.parameters
    total.bytes.gradients += bytes.gradients
    total.bytes.optimizer += bytes.optimizer
    total.multiplyAdds.forward += multiplyAdds.forward
    total.multiplyAdds.update += multiplyAdds.update
  }
  return total
}
