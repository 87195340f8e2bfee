import { type ActivationId } from '@shared/catalog/activations'
import { type LossId } from '@shared/catalog/losses'

/** Cost of one sample. a: outputs [units], y: targets [units]. */
export interface Loss {
  readonly id: LossId
  value(a: readonly number[], y: readonly number[]): number
  /** dC/da, [units]. */
  gradient(a: readonly number[], y: readonly number[]): number[]
  /** With this output activation, cost and delta = dC/dz are computed from z at once, where that is more exact. */
  readonly fusion: Fusion | null
}

export interface Fusion {
  readonly activation: ActivationId
  value(z: readonly number[], y: readonly number[]): number
  delta(a: readonly number[], y: readonly number[]): number[]
}
