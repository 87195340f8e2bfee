import { type Layer } from '../schema'
import { arrange } from './arrange'
import { type Command } from './command'
import { denseBehind, withoutExactWeightsOf } from './dense-behind'

/** Removes a layer; what led into it now leads to what followed it, so that a chain stays a chain without a gap. */
export function removeLayer(id: string): Command {
  return {
    label: 'Remove layer',
    apply(document) {
      const { layers, connections, layout } = document.network
      const removed = layers.find((layer) => layer.id === id)
      if (!removed) return document
      const sources = connections.filter(({ to }) => to === id).map(({ from }) => from)
      const known = new Set(connections.map(({ from, to }) => `${from} ${to}`))
      // A bridge stands where the connection out of the layer stood: the order in which inputs are joined stays.
      const bridged = connections.flatMap((connection) => {
        if (connection.to === id) return []
        if (connection.from !== id) return [connection]
        return sources
          .map((from) => ({ from, to: connection.to }))
          .filter(({ from, to }) => !known.has(`${from} ${to}`))
      })
      const { [id]: _place, ...places } = layout
      const replaced = bridged.length === connections.length - sources.length
      const same = passesOn(removed) && sources.length === 1 && replaced
      const behind = same ? new Set<string>() : denseBehind(document.network, id)
      return arrange().apply(
        withoutExactWeightsOf(
          {
            ...document,
            network: {
              layers: layers.filter((layer) => layer.id !== id),
              connections: bridged,
              layout: places,
            },
          },
          behind,
        ),
      )
    },
  }
}

/** Whether a layer gives as many numbers as enter it, unit for unit. */
function passesOn({ kind }: Layer): boolean {
  return kind !== 'input' && kind !== 'dense'
}
