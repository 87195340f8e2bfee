import { useSessionStore } from '../stores/session'
import { type Action } from './action'

/** The layers as a table instead of a drawing. */
export const showAsList: Action = {
  id: 'view.list',
  label: 'Network as list',
  shortcut: 'Ctrl+Shift+L',
  checked: () => useSessionStore().asList,
  run: () => {
    const session = useSessionStore()
    session.page = 'network'
    session.asList = !session.asList
    session.connectFrom = null
    session.refusal = null
  },
}
