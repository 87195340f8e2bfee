import { denseLayer } from '../defaults'
import { type ProjectDocument } from '../schema'
import { arrange } from './arrange'
import { type Command, withoutExactWeights } from './command'

/** A fresh id and name: `dense-3`, "Dense 3". */
export function nextLayerName({ network }: ProjectDocument): { id: string; name: string } {
  for (let number = 1; ; number++) {
    const id = `dense-${number}`
    const name = `Dense ${number}`
    if (network.layers.every((layer) => layer.id !== id && layer.name !== name)) return { id, name }
  }
}

/**
 * Puts a dense layer into the connections that leave `after`; the layers behind it now follow the new layer.
 * `after` null, or a layer that leads nowhere: the new layer is only connected from it.
 */
export function addLayer(after: string | null): Command {
  return {
    label: 'Add layer',
    apply(document) {
      const { layers, connections, layout } = document.network
      const { id, name } = nextLayerName(document)
      const place = after === null ? layers.length : layers.findIndex((layer) => layer.id === after) + 1
      const fed = new Set(connections.filter(({ from }) => from === after).map(({ to }) => to))
      const fitting = layers.map((layer) =>
        layer.kind === 'dense' && fed.has(layer.id) ? withoutExactWeights(layer) : layer,
      )
      const moved = connections.map((connection) =>
        connection.from === after ? { ...connection, from: id } : connection,
      )
      const next: ProjectDocument = {
        ...document,
        network: {
          layers: fitting.toSpliced(place, 0, denseLayer(id, name)),
          connections: after === null ? moved : [...moved, { from: after, to: id }],
          layout,
        },
      }
      return arrange().apply(next)
    },
  }
}
