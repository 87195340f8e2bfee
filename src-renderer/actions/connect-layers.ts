import { connect, disconnect } from '@shared/document/commands'
import { useDocumentStore } from '../stores/document'
import { useSessionStore } from '../stores/session'
import { type Action } from './action'

export const connectLayers: Action = {
  id: 'network.connect',
  label: 'Connect',
  checked: () => useSessionStore().connectFrom !== null,
  run: () => {
    const session = useSessionStore()
    session.page = 'network'
    session.connectFrom = session.connectFrom === null ? '' : null
  },
}

/** A layer was picked: in connect mode the first one leads from, the second one to; else it is selected. */
export function pickLayer(id: string): void {
  const session = useSessionStore()
  if (session.connectFrom === null) return session.select(id)
  if (session.connectFrom === '') session.connectFrom = id
  else {
    if (session.connectFrom !== id) useDocumentStore().dispatch(connect(session.connectFrom, id))
    session.connectFrom = null
    session.select(id)
  }
}

export function disconnectLayers(from: string, to: string): void {
  useDocumentStore().dispatch(disconnect(from, to))
}
