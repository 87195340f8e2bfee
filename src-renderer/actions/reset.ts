import { type Action } from './action'
import { markTrained, mayTrain, training } from './training-calls'

export const reset: Action = {
  id: 'training.reset',
  label: 'Reset (same weights)',
  shortcut: 'Ctrl+Shift+Enter',
  enabled: mayTrain,
  run: async () => {
    const { service, document } = training()
    markTrained()
    await service.reset({ document })
  },
}
