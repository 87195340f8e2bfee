import { type OptimizerId } from '../../catalog/optimizers'
import { type OptimizerSettings, type TrainingSettings } from '../schema'
import { type Command } from './command'

export function updateTraining(changes: Partial<TrainingSettings>): Command {
  return {
    label: 'Change training settings',
    mergeKey: `training ${Object.keys(changes).join(' ')}`,
    apply: (document) => ({ ...document, training: { ...document.training, ...changes } }),
  }
}

/** Changes numbers of the chosen optimizer, such as `{ learningRate: 0.1 }`. */
export function updateOptimizer(changes: Readonly<Record<string, number>>): Command {
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
        : { ...document, training: { ...document.training, optimizer: defaultOptimizer(id) } },
  }
}

/** PyTorch's defaults where it has them; SGD has no default rate there, so the usual 0.1. */
export function defaultOptimizer(id: OptimizerId): OptimizerSettings {
  switch (id) {
    case 'sgd':
      return { id, learningRate: 0.1, momentum: 0 }
    case 'adam':
      return { id, learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
  }
}
