import { idsOf } from '@shared/catalog/entry'
import { type LayerKind, layerKinds } from '@shared/catalog/layers'
import { addLayer as adding, nextLayerName } from '@shared/document/commands'
import { useDocumentStore } from '../stores/document'
import { useSessionStore } from '../stores/session'
import { type Action } from './action'

/** Behind the selected layer; where the output or nothing is selected, before the output. */
function add(kind: LayerKind): void {
  const store = useDocumentStore()
  const session = useSessionStore()
  const { connections, layers } = store.document.network
  const { outputLayer } = store.shapes
  const selected = store.layer(session.selectedLayer)?.id ?? null
  const beforeOutput = connections.findLast(({ to }) => to === outputLayer)?.from ?? null
  const after = selected === null || selected === outputLayer ? beforeOutput : selected
  const { id } = nextLayerName(store.document, kind)
  store.dispatch(adding(after ?? layers.at(-1)?.id ?? null, kind))
  session.page = 'network'
  session.select(id)
  session.fitWishes++
}

/** The usual kind: dense. */
export const addLayer: Action = {
  id: 'network.add-layer',
  label: 'Add layer',
  shortcut: 'Ctrl+L',
  run: () => add('dense'),
}

export interface KindAction extends Action {
  /** What the kind does, for a tooltip. */
  readonly help: string
}

/** One per kind of layer, in the order of the catalog. */
export const addLayerOfKind: readonly KindAction[] = idsOf<LayerKind>(layerKinds).map((kind) => ({
  id: `network.add-${kind}`,
  label: layerKinds[kind].label,
  help: layerKinds[kind].help,
  run: () => add(kind),
}))
