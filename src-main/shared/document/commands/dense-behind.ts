import { type Network, type ProjectDocument } from '../schema'
import { withLayers, withoutExactWeights } from './command'

/**
 * Ids of the dense layers that a layer's outputs reach, directly or through layers that pass numbers on (dropout,
 * normalization, add ...): the weights of these stand for what the layer gives.
 */
export function denseBehind({ layers, connections }: Network, id: string): ReadonlySet<string> {
  const kinds = new Map(layers.map((layer) => [layer.id, layer.kind]))
  const found = new Set<string>()
  const seen = new Set([id])
  const waiting = [id]
  for (let from = waiting.pop(); from !== undefined; from = waiting.pop())
    for (const connection of connections) {
      const { to } = connection
      if (connection.from !== from || seen.has(to)) continue
      seen.add(to)
      if (kinds.get(to) === 'dense') found.add(to)
      else waiting.push(to)
    }
  return found
}

/** The document in which these dense layers have neither exact initial weights nor a mask. */
export function withoutExactWeightsOf(document: ProjectDocument, ids: ReadonlySet<string>): ProjectDocument {
  if (ids.size === 0) return document
  return withLayers(
    document,
    document.network.layers.map((layer) =>
      layer.kind === 'dense' && ids.has(layer.id) ? withoutExactWeights(layer) : layer,
    ),
  )
}

/** The dense layers that see what enters a layer: itself, or those behind a layer that passes numbers on. */
export function denseFrom(network: Network, id: string): ReadonlySet<string> {
  const layer = network.layers.find((candidate) => candidate.id === id)
  return layer?.kind === 'dense' ? new Set([id]) : denseBehind(network, id)
}
