import { type ProjectDocument } from '@shared/document/schema'
import { drawWeights } from './initializers'
import { buildNetwork, parameterShape, type Parameters } from './network'
import { randomFromSeed } from './random'

/**
 * The parameters before the first step. Dense layers: the document's exact ones, else weights drawn from its seed and
 * biases 0; a weight without connection is 0. Normalizations: scale 1, shift 0. Weights are drawn for layers with exact
 * ones too, so that these leave those of the other layers as they are.
 * Errors: AppError cannot-train.
 */
export function initialParameters(document: ProjectDocument): Parameters {
  const random = randomFromSeed(document.training.seed, 'weights')
  const layers = new Map(document.network.layers.map((layer) => [layer.id, layer]))
  const parameters: Parameters = {}
  for (const place of buildNetwork(document).layers) {
    const shape = parameterShape(place)
    const layer = layers.get(place.id)
    if (!shape || !layer) continue
    if (layer.kind !== 'dense') {
      parameters[place.id] = {
        weights: [Array<number>(place.units).fill(1)],
        biases: Array<number>(place.units).fill(0),
      }
      continue
    }
    const drawn = drawWeights(layer.initializer, place.units, place.inputs, random)
    const weights = layer.initialWeights ?? drawn
    const { mask } = layer
    parameters[place.id] = {
      weights: weights.map((row, unit) => row.map((weight, input) => (mask?.[unit]?.[input] === 0 ? 0 : weight))),
      biases: layer.initialBiases ? [...layer.initialBiases] : Array<number>(shape.biases).fill(0),
    }
  }
  return parameters
}
