import { connect, disconnect } from '@shared/document/commands'
import { connectionProblem } from '@shared/document/connection-problem'
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
    session.refusal = null
    session.connectFrom = session.connectFrom === null ? '' : null
  },
}

/** Connect mode with its first layer known. */
export function connectFromLayer(id: string): void {
  const session = useSessionStore()
  session.refusal = null
  session.connectFrom = id
}

/** Why a layer may not be led into another, as a sentence; null where it may. */
export function refusalOf(from: string, to: string): string | null {
  const { document, shapes } = useDocumentStore()
  return connectionProblem(document.network, shapes, from, to)
}

/** Connects two layers where that is possible, and says why where it is not. */
export function tryConnect(from: string, to: string): boolean {
  const session = useSessionStore()
  session.refusal = refusalOf(from, to)
  if (session.refusal !== null) return false
  useDocumentStore().dispatch(connect(from, to))
  session.select(to)
  return true
}

/** A layer was picked: in connect mode the first one leads from, the second one to; else it is selected. */
export function pickLayer(id: string): void {
  const session = useSessionStore()
  if (session.connectFrom === null) return session.select(id)
  if (session.connectFrom === '') return connectFromLayer(id)
  if (tryConnect(session.connectFrom, id)) session.connectFrom = null
}

export function disconnectLayers(from: string, to: string): void {
  useDocumentStore().dispatch(disconnect(from, to))
}
