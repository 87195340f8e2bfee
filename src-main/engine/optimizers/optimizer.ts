import { type OptimizerId, type OptimizerSettings } from '@shared/catalog/optimizers'

/**
 * How an optimizer moves the parameters. What depends on settings, step and rate is a handful of numbers, the factors;
 * the update itself is arithmetic on one parameter at a time, so that a kernel can do the same with the same factors.
 */
export interface Optimizer<Settings extends OptimizerSettings> {
  readonly id: Settings['id']
  /** Names of the numbers kept per parameter, zero before the first step unless `initialSlots` says otherwise. */
  readonly slots: readonly string[]
  /** Numbers kept once for all parameters (running products), as they are before the first step. */
  readonly memory: readonly number[]
  /** What each slot holds before the first step; absent: zeros. */
  initialSlots?(settings: Settings): readonly number[]
  /** Whether the factors change from step to step while the rate stays. */
  readonly changesByStep: boolean
  /** What one update needs besides the parameter's own numbers, at most 8; changes `memory`. */
  factors(settings: Settings, update: FactorsRequest): number[]
  /** Updates parameters and slots in place, one parameter at a time. */
  update(update: Update): void
}

/** The settings of one optimizer. */
export type SettingsOfOptimizer<Id extends OptimizerId> = Extract<OptimizerSettings, { id: Id }>

export interface FactorsRequest {
  /** 1 for the first update. */
  readonly step: number
  /** The learning rate of this update, as the schedule gives it. */
  readonly rate: number
  readonly memory: number[]
}

/** One update of a list of parameters. */
export interface Update {
  readonly parameters: number[]
  /** dC/d(parameter), penalties included and clipped. */
  readonly gradients: readonly number[]
  /** One list per slot, each as long as the parameters. */
  readonly slots: readonly number[][]
  readonly factors: readonly number[]
  /** Weight decay acts on these parameters: true for weights of dense layers, false for biases and normalizations. */
  readonly decays: boolean
}
