import { type Mode } from '../layers'
import { type EngineLayer, type EngineNetwork, type Parameters } from '../network'
import { copyParameters } from '../parameters'
import { randomFromState, type RandomState } from '../random'
import { batchGradients, type Samples } from './batch'
import { type Sample } from './derivative'
import { forward, type Model } from './forward'
import { piecesOf } from './kinks'
import { lossesOf, meanLoss } from './loss'
import { penaltyOf, type Regularization, withPenalty } from './penalty'

export interface CostOptions {
  /** Absent: no penalties. */
  readonly regularization?: Regularization
  /** State of the generator that drops units: every evaluation draws the same ones. */
  readonly dropout?: RandomState
}

/** One parameter: number `index` of a list among a layer's parameters. */
export interface ParameterAt {
  readonly layer: EngineLayer
  /** A row of `BatchCost.parameters`' weights, or its biases. */
  readonly values: number[]
  readonly index: number
}

/** Numbers below this one count as this large: their digits are rounding. */
export const LEAST = 1e-6

/**
 * The cost of a batch (its weighted mean plus penalties), as it is while training (batch normalization measures the batch,
 * dropout has one fixed mask), as a function of single parameters.
 */
export class BatchCost {
  /** A copy of the model's; `at` changes one of them for a moment. */
  readonly parameters: Parameters
  private readonly network: EngineNetwork
  private readonly model: Model
  private readonly samples: Samples
  private readonly regularization: Regularization
  private readonly dropout: RandomState

  constructor(network: EngineNetwork, model: Model, samples: Samples, options: CostOptions = {}) {
    const { regularization = { l1: 0, l2: 0 }, dropout = [1, 2, 3, 4] } = options
    this.network = network
    this.model = model
    this.samples = samples
    this.regularization = regularization
    this.dropout = dropout
    this.parameters = copyParameters(model.parameters)
  }

  /** The cost with one parameter at another value, and the piece of every bent function that the pass is on. */
  at({ layer, values, index }: ParameterAt, value: number): Sample {
    const { network, parameters, samples, regularization } = this
    const kept = values[index]
    values[index] = value
    const pass = forward(network, { ...this.model, parameters }, samples.x, this.mode())
    const loss = meanLoss(lossesOf(network, pass, samples.y), samples.weights)
    const penalty = penaltyOf(network, parameters, regularization)
    values[index] = kept
    const bent = regularization.l1 > 0 && layer.kind === 'dense' && values !== parameters[layer.id].biases
    return { value: loss + penalty, piece: `${piecesOf(network, pass, samples)} ${bent ? Math.sign(value) : ''}` }
  }

  /** Its gradients by backpropagation, shaped as the parameters. */
  gradients(): Parameters {
    const { network, model, samples, regularization } = this
    const { gradients } = batchGradients(network, model, samples, this.mode())
    for (const layer of network.layers)
      if (Object.hasOwn(gradients, layer.id))
        gradients[layer.id] = withPenalty(layer, model.parameters[layer.id], gradients[layer.id], regularization)
    return gradients
  }

  private mode(): Mode {
    return { kind: 'training', random: randomFromState(this.dropout) }
  }
}

/** |numeric - analytic| / max(|numeric|, |analytic|, 1e-6); a gradient that is not a number is the worst of all. */
export function relativeError(numeric: number, analytic: number): number {
  const error = Math.abs(numeric - analytic) / Math.max(Math.abs(numeric), Math.abs(analytic), LEAST)
  return Number.isNaN(error) ? Number.POSITIVE_INFINITY : error
}
