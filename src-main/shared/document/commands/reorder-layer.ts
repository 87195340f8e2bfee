import { type Connection, type Layer, type Network } from '../schema'
import { arrange } from './arrange'
import { type Command, withoutExactWeights } from './command'

/** The layers of a plain chain from first to last, or null where the network branches. */
export function chainOf({ layers, connections }: Network): Layer[] | null {
  if (connections.length !== layers.length - 1) return null
  const next = new Map(connections.map(({ from, to }) => [from, to]))
  const followers = new Set(next.values())
  if (next.size !== connections.length || followers.size !== connections.length) return null
  const ordered: Layer[] = []
  let layer = layers.find(({ id }) => !followers.has(id))
  while (layer) {
    ordered.push(layer)
    const follower = next.get(layer.id)
    layer = layers.find(({ id }) => id === follower)
  }
  return ordered.length === layers.length ? ordered : null
}

/** Whether a layer can move by `by` places: only inner layers of a plain chain change places with each other. */
export function canReorder(network: Network, id: string, by: -1 | 1): boolean {
  const ordered = chainOf(network)
  if (!ordered) return false
  const from = ordered.findIndex((layer) => layer.id === id)
  const to = from + by
  return from > 0 && from < ordered.length - 1 && to > 0 && to < ordered.length - 1
}

/** Moves an inner layer of a plain chain one place towards the input (-1) or the output (+1). */
export function reorderLayer(id: string, by: -1 | 1): Command {
  return {
    label: by < 0 ? 'Move layer towards the input' : 'Move layer towards the output',
    apply(document) {
      const ordered = chainOf(document.network)
      if (!ordered || !canReorder(document.network, id, by)) return document
      const from = ordered.findIndex((layer) => layer.id === id)
      const moved = ordered.flatMap((layer, index) => (index === from ? [ordered[from]] : [layer])).filter(isLayer)
      const [layer] = moved.splice(from, 1)
      if (!layer) return document
      moved.splice(from + by, 0, layer)
      const before = feeders(ordered)
      const after = feeders(moved)
      const layers = moved.map((each) =>
        each.kind === 'dense' && before.get(each.id) !== after.get(each.id) ? withoutExactWeights(each) : each,
      )
      return arrange().apply({
        ...document,
        network: { ...document.network, layers, connections: inARow(layers) },
      })
    },
  }
}

/** By id of each layer of a chain: the nearest layer before it that decides how many numbers there are. */
function feeders(ordered: readonly Layer[]): Map<string, string | null> {
  let last: string | null = null
  const found = new Map<string, string | null>()
  for (const { id, kind } of ordered) {
    found.set(id, last)
    if (kind === 'input' || kind === 'dense') last = id
  }
  return found
}

const isLayer = (layer: Layer | undefined): layer is Layer => layer !== undefined

function inARow(layers: readonly Layer[]): Connection[] {
  return layers.slice(1).flatMap((layer, index) => {
    const from = layers[index]
    return from ? [{ from: from.id, to: layer.id }] : []
  })
}
