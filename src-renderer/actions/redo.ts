import { useDocumentStore } from '../stores/document'
import { type Action } from './action'

export const redo: Action = {
  id: 'edit.redo',
  label: 'Redo',
  shortcut: 'Ctrl+Shift+Z',
  leavesText: true,
  enabled: () => useDocumentStore().redoLabel !== null,
  run: () => useDocumentStore().redo(),
}
