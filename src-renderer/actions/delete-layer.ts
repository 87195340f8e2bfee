import { removeLayers } from '@shared/document/commands'
import { useDocumentStore } from '../stores/document'
import { useSessionStore } from '../stores/session'
import { type Action } from './action'
import { disconnectLayers } from './connect-layers'
import { selectedIds } from './select-layers'

/** The last input layer belongs to the data; without it nothing could be connected again. */
export function mayRemoveSelected(): boolean {
  const chosen = new Set(selectedIds())
  const inputs = useDocumentStore().document.network.layers.filter(({ kind }) => kind === 'input')
  return chosen.size > 0 && inputs.some(({ id }) => !chosen.has(id))
}

/** Removes the selected layers in one step. */
export function removeSelected(label?: string): void {
  useDocumentStore().dispatch(removeLayers(selectedIds(), label))
  useSessionStore().select(null)
}

/** Deletes what is selected: layers, or a connection. */
export const deleteLayer: Action = {
  id: 'edit.delete-layer',
  label: 'Delete',
  shortcut: 'Delete',
  leavesText: true,
  enabled: () => {
    const { page, selectedConnection } = useSessionStore()
    return page === 'network' && (selectedConnection !== null || mayRemoveSelected())
  },
  run: () => {
    const session = useSessionStore()
    const { selectedConnection } = session
    if (!selectedConnection) return removeSelected()
    disconnectLayers(selectedConnection.from, selectedConnection.to)
    session.select(null)
  },
}
