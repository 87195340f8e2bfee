import { newWeights } from '@shared/document/commands'
import { useDocumentStore } from '../stores/document'
import { type Action } from './action'
import { markTrained, mayTrain, training } from './training-calls'

export const drawNewWeights: Action = {
  id: 'training.new-weights',
  label: 'New weights',
  enabled: mayTrain,
  run: async () => {
    useDocumentStore().dispatch(newWeights())
    markTrained()
    const { service, document } = training()
    await service.reset({ document })
  },
}
