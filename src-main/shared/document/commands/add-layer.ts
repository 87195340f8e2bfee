import { type LayerKind, layerKinds } from '../../catalog/layers'
import { newLayer } from '../defaults'
import { type Connection, type ProjectDocument } from '../schema'
import { arrange } from './arrange'
import { type Command } from './command'
import { denseBehind, withoutExactWeightsOf } from './dense-behind'

/** A fresh id and name: `dense-3`, "Dense 3"; the second input layer is `input-2`, "Input 2". */
export function nextLayerName({ network }: ProjectDocument, kind: LayerKind = 'dense'): { id: string; name: string } {
  for (let number = 1; ; number++) {
    const id = `${kind}-${number}`
    const name = `${layerKinds[kind].label} ${number}`
    if (network.layers.every((layer) => layer.id !== id && layer.name !== name)) return { id, name }
  }
}

/**
 * Puts a layer of a kind into the connections that leave `after`; the layers behind it now follow the new layer.
 * `after` null, or a layer that leads nowhere: the new layer is only connected from it. An input layer is connected to
 * nothing. Exact weights behind a new dense layer go; other kinds pass on as many numbers as enter, so they stay.
 */
export function addLayer(after: string | null, kind: LayerKind = 'dense'): Command {
  return {
    label: 'Add layer',
    apply(document) {
      const { layers, connections, layout } = document.network
      const { id, name } = nextLayerName(document, kind)
      const added = newLayer(kind, id, name)
      const place = after === null ? layers.length : layers.findIndex((layer) => layer.id === after) + 1
      const before = kind === 'dense' && after !== null ? denseBehind(document.network, after) : new Set<string>()
      const fitting = withoutExactWeightsOf(document, before)
      return arrange().apply({
        ...fitting,
        network: {
          layers: fitting.network.layers.toSpliced(place, 0, added),
          connections: kind === 'input' ? connections : between(connections, after, id),
          layout,
        },
      })
    },
  }
}

/** The connections with a layer between another one and all that it feeds. */
function between(connections: readonly Connection[], after: string | null, id: string): Connection[] {
  if (after === null) return [...connections]
  const moved = connections.map((connection) => (connection.from === after ? { ...connection, from: id } : connection))
  return [...moved, { from: after, to: id }]
}
