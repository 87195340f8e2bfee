import { idsOf } from '@shared/catalog/entry'
import { type LayerKind, layerKinds } from '@shared/catalog/layers'
import { addLayer as adding, insertLayer, nextLayerName, placeNewLayer } from '@shared/document/commands'
import { type Connection } from '@shared/document/schema'
import { useDocumentStore } from '../stores/document'
import { useSessionStore } from '../stores/session'
import { type Action } from './action'

/**
 * Into the selected connection; else behind the selected layer; where the output or nothing is selected, before the
 * output.
 */
function add(kind: LayerKind): void {
  const store = useDocumentStore()
  const session = useSessionStore()
  const { id } = nextLayerName(store.document, kind)
  const { selectedConnection } = session
  store.dispatch(
    selectedConnection && kind !== 'input'
      ? insertLayer(selectedConnection, kind, null)
      : adding(layerBefore(store, session.selectedLayer), kind),
  )
  session.page = 'network'
  session.select(id)
  session.fitWishes++
}

/** The layer that a new one is added behind. */
function layerBefore(store: ReturnType<typeof useDocumentStore>, chosen: string | null): string | null {
  const { connections, layers } = store.document.network
  const { outputLayer } = store.shapes
  const selected = store.layer(chosen)?.id ?? null
  const beforeOutput = connections.findLast(({ to }) => to === outputLayer)?.from ?? null
  const after = selected === null || selected === outputLayer ? beforeOutput : selected
  return after ?? layers.at(-1)?.id ?? null
}

/** Where a layer was dropped: into the connection there, or on the empty canvas, connected to nothing. */
export function dropLayer(kind: LayerKind, place: { x: number; y: number }, into: Connection | null): void {
  const store = useDocumentStore()
  const { id } = nextLayerName(store.document, kind)
  store.dispatch(into && kind !== 'input' ? insertLayer(into, kind, place) : placeNewLayer(kind, place))
  useSessionStore().select(id)
}

/** The usual kind: dense. */
export const addLayer: Action = {
  id: 'network.add-layer',
  label: 'Add layer',
  shortcut: 'Ctrl+L',
  run: () => add('dense'),
}

export const insertIntoConnection: Action = {
  id: 'network.insert-layer',
  label: 'Insert layer here',
  enabled: () => useSessionStore().page === 'network' && useSessionStore().selectedConnection !== null,
  run: () => add('dense'),
}

export interface KindAction extends Action {
  readonly kind: LayerKind
  /** What the kind does, for a tooltip. */
  readonly help: string
}

/** One per kind of layer, in the order of the catalog. */
export const addLayerOfKind: readonly KindAction[] = idsOf<LayerKind>(layerKinds).map((kind) => ({
  kind,
  id: `network.add-${kind}`,
  label: layerKinds[kind].label,
  help: layerKinds[kind].help,
  run: () => add(kind),
}))
