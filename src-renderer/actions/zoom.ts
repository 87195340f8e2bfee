import { useSessionStore } from '../stores/session'
import { type Action } from './action'

const STEP = 1.25

function zoom(id: string, label: string, shortcut: string, factor: number): Action {
  return {
    id,
    label,
    shortcut,
    enabled: () => useSessionStore().page === 'network',
    run: () => {
      useSessionStore().zoomWish = { factor }
    },
  }
}

export const zoomIn = zoom('view.zoom-in', 'Zoom in', 'Alt+Up', STEP)
export const zoomOut = zoom('view.zoom-out', 'Zoom out', 'Alt+Down', 1 / STEP)
