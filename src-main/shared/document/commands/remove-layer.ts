import { type Connection, type Layer } from '../schema'
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
      const followers = connections.filter(({ from }) => from === id).map(({ to }) => to)
      const kept = connections.filter(({ from, to }) => from !== id && to !== id)
      const known = new Set(kept.map(({ from, to }) => `${from} ${to}`))
      const bridges: Connection[] = sources
        .flatMap((from) => followers.map((to) => ({ from, to })))
        .filter(({ from, to }) => !known.has(`${from} ${to}`))
      const { [id]: _place, ...places } = layout
      const same = passesOn(removed) && sources.length === 1 && bridges.length === followers.length
      const behind = same ? new Set<string>() : denseBehind(document.network, id)
      return arrange().apply(
        withoutExactWeightsOf(
          {
            ...document,
            network: {
              layers: layers.filter((layer) => layer.id !== id),
              connections: [...kept, ...bridges],
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
