import { useTrainingStore } from '../stores/training'
import { type Action } from './action'
import { markTrained, mayTrain, training } from './training-calls'

function step(unit: 'batch' | 'epoch', shortcut: string): Action {
  return {
    id: `training.step-${unit}`,
    label: `Step one ${unit}`,
    shortcut,
    enabled: () => mayTrain() && !useTrainingStore().running,
    run: async () => {
      const { service, document } = training()
      markTrained()
      await service.step({ document, unit })
    },
  }
}

export const stepBatch = step('batch', 'F10')
export const stepEpoch = step('epoch', 'Shift+F10')
