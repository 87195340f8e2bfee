import { addLayer as adding, nextLayerName } from '@shared/document/commands'
import { useDocumentStore } from '../stores/document'
import { useSessionStore } from '../stores/session'
import { type Action } from './action'

/** Behind the selected layer; where the output or nothing is selected, before the output. */
export const addLayer: Action = {
  id: 'network.add-layer',
  label: 'Add layer',
  shortcut: 'Ctrl+L',
  run: () => {
    const store = useDocumentStore()
    const session = useSessionStore()
    const { connections, layers } = store.document.network
    const { outputLayer } = store.shapes
    const selected = store.layer(session.selectedLayer)?.id ?? null
    const beforeOutput = connections.findLast(({ to }) => to === outputLayer)?.from ?? null
    const after = selected === null || selected === outputLayer ? beforeOutput : selected
    const { id } = nextLayerName(store.document)
    store.dispatch(adding(after ?? layers.at(-1)?.id ?? null))
    session.page = 'network'
    session.select(id)
    session.fitWishes++
  },
}
