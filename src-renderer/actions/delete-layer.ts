import { removeLayer } from '@shared/document/commands'
import { useDocumentStore } from '../stores/document'
import { useSessionStore } from '../stores/session'
import { type Action } from './action'

export const deleteLayer: Action = {
  id: 'edit.delete-layer',
  label: 'Delete layer',
  shortcut: 'Delete',
  leavesText: true,
  // The last input layer belongs to the data; without it nothing could be connected again.
  enabled: () => {
    const { page, selectedLayer } = useSessionStore()
    const { document, layer } = useDocumentStore()
    const selected = layer(selectedLayer)
    if (page !== 'network' || !selected) return false
    return selected.kind !== 'input' || document.network.layers.filter(({ kind }) => kind === 'input').length > 1
  },
  run: () => {
    const session = useSessionStore()
    if (session.selectedLayer === null) return
    useDocumentStore().dispatch(removeLayer(session.selectedLayer))
    session.select(null)
  },
}
