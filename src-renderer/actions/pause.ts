import { useTrainingStore } from '../stores/training'
import { type Action } from './action'
import { training } from './training-calls'

export const pause: Action = {
  id: 'training.pause',
  label: 'Pause',
  shortcut: 'Ctrl+.',
  enabled: () => useTrainingStore().running,
  run: () => training().service.pause(),
}
