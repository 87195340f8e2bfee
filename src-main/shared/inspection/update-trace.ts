import { type OptimizerId } from '../catalog/optimizers'
import { type ParameterNumbers } from './step-trace'

/** One number of the update of every parameter of a layer, by name. */
export interface UpdateTerm extends ParameterNumbers {
  /**
   * In the order of the computation: gradient (of the data), l1, l2 (the penalties' share), penalized (their sum), clipped
   * (what the optimizer follows), the optimizer's own as `ParameterUpdate.terms` names them, old, new.
   */
  readonly name: string
}

/** The update of one layer, term by term. */
export interface LayerUpdateTrace {
  readonly id: string
  readonly name: string
  readonly optimizer: OptimizerId
  readonly rate: number
  /** 1 for the first update. */
  readonly step: number
  /** Frozen parameters have gradients, but no terms behind them: there the terms are 0 and new = old. */
  readonly frozenWeights: boolean
  readonly frozenBiases: boolean
  /** min(1, limit / (norm + 1e-6)) where gradients are clipped by norm; null otherwise. */
  readonly clippingFactor: number | null
  /** Length of the gradient that clipping looks at: of the whole network, or of this layer in sequential order. */
  readonly clippingNorm: number
  readonly terms: readonly UpdateTerm[]
}

/** The update of one parameter theta, taken apart. */
export interface ParameterUpdate {
  /**
   * The optimizer's numbers by name, in the order of its formula, e.g. of Adam: meanBefore, mean (m), varianceBefore,
   * variance (v), meanHat, varianceHat, divisor (sqrt(varianceHat) + epsilon).
   */
  readonly terms: Readonly<Record<string, number>>
  /** change = scale gradient + history + decay, with the clipped gradient. */
  readonly scale: number
  /** What earlier gradients add to the change, by momentum or running mean. */
  readonly history: number
  /** What weight decay (AdamW's) adds to the change. */
  readonly decay: number
}
