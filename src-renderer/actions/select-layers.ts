import { useDocumentStore } from '../stores/document'
import { useSessionStore } from '../stores/session'
import { type Action } from './action'

/** The selected layers that are there: an undo may have taken some away. */
export function selectedIds(): string[] {
  const { layer } = useDocumentStore()
  return useSessionStore().selection.filter((id) => layer(id) !== null)
}

export const selectAll: Action = {
  id: 'edit.select-all',
  label: 'Select all layers',
  shortcut: 'Ctrl+A',
  leavesText: true,
  enabled: () => useSessionStore().page === 'network',
  run: () => useSessionStore().selectLayers(useDocumentStore().document.network.layers.map(({ id }) => id)),
}

/** Ends connecting first, where that is under way. */
export const selectNone: Action = {
  id: 'edit.select-none',
  label: 'Select none',
  shortcut: 'Escape',
  leavesText: true,
  enabled: () => {
    const { page, connectFrom, selection, selectedConnection } = useSessionStore()
    return page === 'network' && (connectFrom !== null || selection.length > 0 || selectedConnection !== null)
  },
  run: () => {
    const session = useSessionStore()
    session.refusal = null
    if (session.connectFrom === null) session.select(null)
    session.connectFrom = null
  },
}
