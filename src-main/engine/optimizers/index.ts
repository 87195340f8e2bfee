import { type OptimizerId } from '@shared/catalog/optimizers'
import { type OptimizerSettings } from '@shared/document/schema'
import { adam } from './adam'
import { type Optimizer, type Update } from './optimizer'
import { sgd } from './sgd'

type Registry = { readonly [Id in OptimizerId]: Optimizer<Extract<OptimizerSettings, { id: Id }>> }

export const optimizerOf: Registry = { sgd, adam }

/** One update with the optimizer that the settings name. */
export function applyUpdate(settings: OptimizerSettings, update: Update): void {
  switch (settings.id) {
    case 'sgd':
      return optimizerOf.sgd.update(update, settings)
    case 'adam':
      return optimizerOf.adam.update(update, settings)
  }
}
