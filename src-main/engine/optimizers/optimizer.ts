import { type OptimizerSettings } from '@shared/document/schema'

/** One update of a list of parameters, in place. */
export interface Update {
  readonly parameters: number[]
  readonly gradients: readonly number[]
  /** The optimizer's own numbers per parameter, one list per slot, zero before the first step. */
  readonly slots: readonly number[][]
  /** 1 for the first update. */
  readonly step: number
}

export interface Optimizer<Settings extends OptimizerSettings> {
  readonly id: Settings['id']
  /** Names of the numbers it keeps for every parameter. */
  readonly slots: readonly string[]
  update(update: Update, settings: Settings): void
}
