import { removeLayer } from '@shared/document/commands'
import { useDocumentStore } from '../stores/document'
import { useSessionStore } from '../stores/session'
import { type Action } from './action'

export const deleteLayer: Action = {
  id: 'edit.delete-layer',
  label: 'Delete layer',
  shortcut: 'Delete',
  leavesText: true,
  // The input layer belongs to the data; without it nothing could be connected again.
  enabled: () =>
    useSessionStore().page === 'network' && useDocumentStore().layer(useSessionStore().selectedLayer)?.kind === 'dense',
  run: () => {
    const session = useSessionStore()
    if (session.selectedLayer === null) return
    useDocumentStore().dispatch(removeLayer(session.selectedLayer))
    session.selectedLayer = null
  },
}
