import { useSessionStore } from '../stores/session'
import { type Action } from './action'

export const toggleDock: Action = {
  id: 'view.dock',
  label: 'Charts',
  shortcut: 'Ctrl+J',
  checked: () => useSessionStore().dockOpen,
  run: () => {
    const session = useSessionStore()
    session.dockOpen = !session.dockOpen
  },
}

export const toggleInspector: Action = {
  id: 'view.inspector',
  label: 'Inspector',
  shortcut: 'Ctrl+I',
  checked: () => useSessionStore().inspectorOpen,
  run: () => {
    const session = useSessionStore()
    session.inspectorOpen = !session.inspectorOpen
  },
}

export const togglePalette: Action = {
  id: 'view.palette',
  label: 'Kinds of layers',
  shortcut: 'Ctrl+B',
  checked: () => useSessionStore().paletteOpen,
  run: () => {
    const session = useSessionStore()
    session.paletteOpen = !session.paletteOpen
  },
}
