import { type EngineLayer, type LayerParameters, type RunningStatistics } from '../network'
import { type Random } from '../random'

/** Numbers of a batch: [samples][units]. */
export type Batch = readonly (readonly number[])[]

/**
 * training: dropout draws from `random`, batch normalization measures the batch.
 * evaluation: dropout passes on, batch normalization uses its running statistics.
 */
export type Mode = { readonly kind: 'training'; readonly random: Random } | { readonly kind: 'evaluation' }

/** What a layer computes its outputs from. */
export interface Entering {
  /** The joined outputs of the sources, [samples][inputs]. An input layer takes the features: [samples][features]. */
  readonly x: Batch
  /** Undefined for a layer that has none. */
  readonly parameters: LayerParameters | undefined
  readonly statistics: RunningStatistics | undefined
  readonly mode: Mode
}

/** What some layers leave behind for the way back, besides their outputs. */
export interface Kept {
  /** Dropout: what each number was multiplied by, 0 or 1 / (1 - rate). */
  readonly factors?: Batch
  /** Normalizations: (x - mean) / sqrt(variance + epsilon), before scale and shift. */
  readonly normalized?: Batch
  /** 1 / sqrt(variance + epsilon): of each unit in a batch normalization, of each sample in a layer normalization. */
  readonly inverseDeviations?: readonly number[]
  /** Batch normalization while training: mean and (biased) variance of every unit over this batch. */
  readonly measured?: RunningStatistics
}

export interface Leaving {
  /** z where the layer has an activation, which is applied to it afterwards; else a. [samples][units] */
  readonly outputs: Batch
  readonly kept: Kept
}

/** What the forward pass left behind in a layer. */
export interface LayerPass {
  /** The joined outputs of the sources, [samples][inputs]. */
  readonly x: Batch
  /** The weighted inputs, [samples][units]; null in a layer without an activation. */
  readonly z: Batch | null
  /** What leaves the layer, [samples][units]. */
  readonly a: Batch
  readonly kept: Kept
}

/**
 * One kind of layer, there and back, over a batch. `delta` is dC/dz where the layer has an activation, else dC/da:
 * [samples][units]. Sums over the samples run in the order of the batch.
 */
export interface LayerFunctions<Layer extends EngineLayer> {
  readonly kind: Layer['kind']
  forward(layer: Layer, entering: Entering): Leaving
  /** Sums of dC/d(parameter) over the samples, shaped as the parameters; null for a layer that has none. */
  gradients(layer: Layer, pass: LayerPass, delta: Batch): LayerParameters | null
  /** dC/dx, [samples][inputs]. */
  sendBack(layer: Layer, pass: LayerPass, delta: Batch, parameters: LayerParameters | undefined): Batch
}

/** Parameters that the layer's kind must have; the graph gives them to every layer that needs them. */
export function required<Value>(value: Value | undefined, layer: EngineLayer): Value {
  if (value === undefined) throw new TypeError(`The layer ${layer.id} has lost its numbers.`)
  return value
}

/** Layers that have no parameters of their own. */
export const noGradients = (): null => null
