import { defaultSettings } from '../../catalog/entry'
import { type OptimizerId, optimizers } from '../../catalog/optimizers'
import { type TrainingSettings } from '../schema'
import { type Command } from './command'

export function updateTraining(changes: Partial<TrainingSettings>): Command {
  return {
    label: 'Change training settings',
    mergeKey: `training ${Object.keys(changes).join(' ')}`,
    apply: (document) => ({ ...document, training: { ...document.training, ...changes } }),
  }
}

/** Changes numbers of the chosen optimizer, such as `{ learningRate: 0.1 }`. */
export function updateOptimizer(changes: Readonly<Record<string, number | boolean>>): Command {
  return {
    label: 'Change optimizer',
    mergeKey: `optimizer ${Object.keys(changes).join(' ')}`,
    apply: ({ training, ...document }) => ({
      ...document,
      training: { ...training, optimizer: { ...training.optimizer, ...changes } },
    }),
  }
}

/** Changes to another optimizer with its usual numbers. */
export function chooseOptimizer(id: OptimizerId): Command {
  return {
    label: 'Choose optimizer',
    apply: (document) =>
      document.training.optimizer.id === id
        ? document
        : { ...document, training: { ...document.training, optimizer: defaultSettings(optimizers, id) } },
  }
}
