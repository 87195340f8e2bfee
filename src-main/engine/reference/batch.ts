import { type Batch, type Mode } from '../layers'
import { type EngineNetwork, type Parameters } from '../network'
import { backward, type Targets } from './backward'
import { forward, type ForwardPass, type Model } from './forward'
import { lossesOf, meanLoss } from './loss'

/** Samples with their targets and weights. */
export interface Samples extends Targets {
  /** [samples][features] */
  readonly x: Batch
}

export interface BatchResult {
  readonly pass: ForwardPass
  /** The cost of every sample. */
  readonly losses: readonly number[]
  /** Their weighted mean, without penalties. */
  readonly loss: number
  /** Gradients of that mean. */
  readonly gradients: Parameters
}

/** Forward and backward pass of a batch; a smaller last batch is divided by its own size. */
export function batchGradients(network: EngineNetwork, model: Model, samples: Samples, mode: Mode): BatchResult {
  const pass = forward(network, model, samples.x, mode)
  const losses = lossesOf(network, pass, samples.y)
  const { gradients } = backward(network, model.parameters, pass, samples)
  return { pass, losses, loss: meanLoss(losses, samples.weights), gradients }
}
