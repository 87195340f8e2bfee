import { useDocumentStore } from '../stores/document'
import { type Action } from './action'

export const undo: Action = {
  id: 'edit.undo',
  label: 'Undo',
  shortcut: 'Ctrl+Z',
  leavesText: true,
  enabled: () => useDocumentStore().undoLabel !== null,
  run: () => useDocumentStore().undo(),
}
