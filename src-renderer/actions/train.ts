import { useTrainingStore } from '../stores/training'
import { type Action } from './action'
import { markTrained, mayTrain, training } from './training-calls'

export const train: Action = {
  id: 'training.train',
  label: 'Train',
  shortcut: 'Ctrl+Enter',
  enabled: () => mayTrain() && !useTrainingStore().running,
  run: async () => {
    const { service, document } = training()
    markTrained()
    await service.train({ document })
  },
}
