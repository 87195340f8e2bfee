import { useSessionStore } from '../stores/session'
import { type Action } from './action'

export const zoomToFit: Action = {
  id: 'view.zoom-to-fit',
  label: 'Zoom to fit',
  shortcut: 'Ctrl+0',
  enabled: () => useSessionStore().page === 'network',
  run: () => {
    useSessionStore().fitWishes++
  },
}
