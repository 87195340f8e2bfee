import { type GradientPlace } from '@shared/inspection/gradient-matrix'
import { type EngineLayer, type EngineNetwork, type Parameters } from '../network'
import { type Samples } from '../reference/batch'
import { BatchCost, type CostOptions, type ParameterAt, relativeError } from '../reference/batch-cost'
import { type Model } from '../reference/forward'

export interface ComparisonOptions extends CostOptions {
  /** What is compared; absent: the gradients of backpropagation. */
  readonly gradients?: Parameters
}

export interface Compared {
  readonly analytic: number
  readonly numeric: number
  /** |numeric - analytic| / max(|numeric|, |analytic|, 1e-6) */
  readonly error: number
  /** One end of the difference is on another smooth piece of an activation, the loss or a penalty. */
  readonly kink: boolean
}

/**
 * Gradients against central differences with a step of one's choice, one parameter at a time, so that who asks decides how
 * long it goes on: numeric = (C(theta + epsilon) - C(theta - epsilon)) / (2 epsilon), off by O(epsilon^2) of curvature and
 * about 1e-16 |C| / epsilon of rounding (Nocedal and Wright, Numerical Optimization, 8.1). For a judgement without a
 * step to choose, see `reference/gradient-check`.
 */
export class GradientComparison {
  /** Every parameter there is a connection for, layer by layer: weights row by row, then biases. */
  readonly places: readonly GradientPlace[]
  private readonly cost: BatchCost
  private readonly layers: ReadonlyMap<string, EngineLayer>
  private readonly analytic: Parameters

  constructor(network: EngineNetwork, model: Model, samples: Samples, options: ComparisonOptions = {}) {
    this.cost = new BatchCost(network, model, samples, options)
    this.analytic = options.gradients ?? this.cost.gradients()
    this.layers = new Map(network.layers.map((layer) => [layer.id, layer]))
    this.places = network.layers.flatMap((layer) => placesOf(layer, this.cost.parameters))
  }

  /** Errors: RangeError for a place that is none of `places`' layers. */
  at({ layer: id, row, column }: GradientPlace, epsilon: number): Compared {
    const layer = this.layers.get(id)
    if (!layer || !Object.hasOwn(this.cost.parameters, id)) throw new RangeError(`${id} has no parameters.`)
    const own = this.cost.parameters[id]
    const gradients = this.analytic[id]
    const values = row === null ? own.biases : own.weights[row]
    const analytic = (row === null ? gradients.biases : gradients.weights[row])[column]
    const parameter: ParameterAt = { layer, values, index: column }
    const value = values[column]
    const { piece } = this.cost.at(parameter, value)
    const [above, below] = [value + epsilon, value - epsilon]
    const [up, down] = [this.cost.at(parameter, above), this.cost.at(parameter, below)]
    // The step as it was made, after rounding.
    const numeric = (up.value - down.value) / (above - below)
    return {
      analytic,
      numeric,
      error: relativeError(numeric, analytic),
      kink: up.piece !== piece || down.piece !== piece,
    }
  }
}

function placesOf(layer: EngineLayer, parameters: Parameters): GradientPlace[] {
  if (!Object.hasOwn(parameters, layer.id)) return []
  const { weights, biases } = parameters[layer.id]
  const mask = layer.kind === 'dense' ? layer.mask : null
  return [
    ...weights.flatMap((values, row) =>
      values.flatMap((_, column) => (mask?.[row][column] === 0 ? [] : [{ layer: layer.id, row, column }])),
    ),
    ...biases.map((_, column) => ({ layer: layer.id, row: null, column })),
  ]
}
