import { type Connection } from '../schema'
import { arrange } from './arrange'
import { type Command, withoutExactWeights } from './command'

/** Removes a layer; what led into it now leads to what followed it, so that a chain stays a chain without a gap. */
export function removeLayer(id: string): Command {
  return {
    label: 'Remove layer',
    apply(document) {
      const { layers, connections, layout } = document.network
      if (layers.every((layer) => layer.id !== id)) return document
      const sources = connections.filter(({ to }) => to === id).map(({ from }) => from)
      const followers = connections.filter(({ from }) => from === id).map(({ to }) => to)
      const kept = connections.filter(({ from, to }) => from !== id && to !== id)
      const known = new Set(kept.map(({ from, to }) => `${from} ${to}`))
      const bridges: Connection[] = sources
        .flatMap((from) => followers.map((to) => ({ from, to })))
        .filter(({ from, to }) => !known.has(`${from} ${to}`))
      const { [id]: _place, ...places } = layout
      return arrange().apply({
        ...document,
        network: {
          layers: layers
            .filter((layer) => layer.id !== id)
            .map((layer) =>
              layer.kind === 'dense' && followers.includes(layer.id) ? withoutExactWeights(layer) : layer,
            ),
          connections: [...kept, ...bridges],
          layout: places,
        },
      })
    },
  }
}
