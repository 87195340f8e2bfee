import { type OptimizerId, type OptimizerSettings } from '@shared/catalog/optimizers'
import { adagrad } from './adagrad'
import { adam } from './adam'
import { adamw } from './adamw'
import { nadam } from './nadam'
import { type FactorsRequest, type Optimizer, type SettingsOfOptimizer, type Update } from './optimizer'
import { rmsprop } from './rmsprop'
import { rprop } from './rprop'
import { sgd } from './sgd'

export type { FactorsRequest, Optimizer, Update } from './optimizer'

type Registry = { readonly [Id in OptimizerId]: Optimizer<SettingsOfOptimizer<Id>> }

export const optimizerOf: Registry = { sgd, adagrad, rmsprop, adam, adamw, nadam, rprop }

/** What every slot holds before the first step, in the order of the optimizer's slots. */
export function initialSlotsOf(settings: OptimizerSettings): readonly number[] {
  const optimizer = optimizerFor(settings)
  return optimizer.initialSlots?.(settings) ?? optimizer.slots.map(() => 0)
}

/** The factors of one update with the optimizer that the settings name; changes `memory`. */
export function factorsOf(settings: OptimizerSettings, request: FactorsRequest): number[] {
  return optimizerFor(settings).factors(settings, request)
}

/** One update of a list of parameters, in place, with the optimizer that the settings name. */
export function applyUpdate({ id }: Pick<OptimizerSettings, 'id'>, update: Update): void {
  optimizerOf[id].update(update)
}

/** The registry's type pairs every id with its own settings, so an optimizer only ever sees settings of its kind. */
function optimizerFor({ id }: OptimizerSettings): Optimizer<OptimizerSettings> {
  return optimizerOf[id]
}
