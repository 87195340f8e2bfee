import { arrange } from '@shared/document/commands'
import { useDocumentStore } from '../stores/document'
import { useSessionStore } from '../stores/session'
import { type Action } from './action'

export const arrangeLayers: Action = {
  id: 'network.arrange',
  label: 'Arrange',
  run: () => {
    useDocumentStore().dispatch(arrange())
    useSessionStore().fitWishes++
  },
}
