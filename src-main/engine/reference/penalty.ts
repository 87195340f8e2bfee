import { type TrainingSettings } from '@shared/document/schema'
import { type EngineLayer, type EngineNetwork, type LayerParameters, type Parameters } from '../network'

export type Regularization = TrainingSettings['regularization']

/**
 * l1 * sum |w| + l2 / 2 * sum w^2 over the weights of all dense layers, frozen ones included; never over biases or
 * normalizations. It is reported apart from the loss of the data.
 */
export function penaltyOf(network: EngineNetwork, parameters: Parameters, { l1, l2 }: Regularization): number {
  let magnitudes = 0
  let squares = 0
  for (const { kind, id } of network.layers)
    if (kind === 'dense')
      for (const row of parameters[id].weights)
        for (const weight of row) {
          magnitudes += Math.abs(weight)
          squares += weight * weight
        }
  return l1 * magnitudes + (l2 / 2) * squares
}

/** gradients + dR/dW = gradients + l1 sign(w) + l2 w; sign(0) = 0, so a weight without connection stays 0. */
export function withPenalty(
  { kind }: EngineLayer,
  { weights }: LayerParameters,
  gradients: LayerParameters,
  { l1, l2 }: Regularization,
): LayerParameters {
  if (kind !== 'dense' || (l1 === 0 && l2 === 0)) return gradients
  return {
    weights: gradients.weights.map((row, unit) =>
      row.map((gradient, input) => gradient + l1 * Math.sign(weights[unit][input]) + l2 * weights[unit][input]),
    ),
    biases: gradients.biases,
  }
}
