import { type LayerKind } from '../../catalog/layers'
import { newLayer } from '../defaults'
import { type Connection, type Network } from '../schema'
import { nextLayerName } from './add-layer'
import { arrange } from './arrange'
import { type Command } from './command'
import { denseFrom, withoutExactWeightsOf } from './dense-behind'

type Place = Network['layout'][string]

/** A layer of a kind at a place of the canvas, connected to nothing yet. */
export function placeNewLayer(kind: LayerKind, place: Place): Command {
  return {
    label: 'Add layer',
    apply(document) {
      const { layers, connections, layout } = document.network
      const { id, name } = nextLayerName(document, kind)
      const network = {
        layers: [...layers, newLayer(kind, id, name)],
        connections,
        layout: { ...layout, [id]: place },
      }
      return { ...document, network }
    },
  }
}

/**
 * Puts a layer of a kind into one connection, between its two ends and in its place among the sources of the second.
 * The card stands at `place`; null: the network is arranged. Behind a dense layer exact weights no longer fit; other
 * kinds pass on as many numbers as enter. An input layer cannot stand there: nothing changes.
 */
export function insertLayer({ from, to }: Connection, kind: LayerKind, place: Place | null): Command {
  return {
    label: 'Insert layer',
    apply(document) {
      const { layers, connections, layout } = document.network
      const at = connections.findIndex((each) => each.from === from && each.to === to)
      if (at < 0 || kind === 'input') return document
      const { id, name } = nextLayerName(document, kind)
      const before = layers.findIndex((layer) => layer.id === to)
      const fitting = withoutExactWeightsOf(
        document,
        kind === 'dense' ? denseFrom(document.network, to) : new Set<string>(),
      )
      const network = {
        layers: fitting.network.layers.toSpliced(before, 0, newLayer(kind, id, name)),
        connections: connections.toSpliced(at, 1, { from, to: id }, { from: id, to }),
        layout: place === null ? layout : { ...layout, [id]: place },
      }
      const next = { ...fitting, network }
      return place === null ? arrange().apply(next) : next
    },
  }
}
