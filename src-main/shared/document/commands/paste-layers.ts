import { type Layer, type Network, type ProjectDocument } from '../schema'
import { inferShapes } from '../shapes'
import { nextLayerName } from './add-layer'
import { type Command, withoutExactWeights } from './command'

/** A copy stands beside what it was copied from. */
const OFFSET = 40

/** Ids that the copies of layers get, in their order: what to select once they are pasted. */
export function pastedIds(document: ProjectDocument, copied: Network): string[] {
  return freshLayers(document, copied).map(({ id }) => id)
}

/**
 * Adds copies of layers with the connections among them, under fresh ids and names. Exact initial weights and masks
 * stay where what enters the copy has the shape they were made for.
 */
export function pasteLayers(copied: Network, label = 'Paste layers'): Command {
  return {
    label,
    apply(document) {
      const fresh = freshLayers(document, copied)
      const ids = new Map(copied.layers.map(({ id }, index) => [id, fresh[index]?.id ?? id]))
      const connections = copied.connections.flatMap(({ from, to }) => {
        const [start, end] = [ids.get(from), ids.get(to)]
        return start !== undefined && end !== undefined ? [{ from: start, to: end }] : []
      })
      const { network } = document
      const taken = new Set(Object.values(network.layout).map(({ x, y }) => `${x} ${y}`))
      const shift = freeShift(Object.values(copied.layout), taken)
      const places = copied.layers.flatMap(({ id }) => {
        const [place, own] = [copied.layout[id], ids.get(id)]
        return place && own !== undefined ? [[own, { x: place.x + shift, y: place.y + shift }] as const] : []
      })
      return fitting(
        {
          ...document,
          network: {
            layers: [...network.layers, ...fresh],
            connections: [...network.connections, ...connections],
            layout: { ...network.layout, ...Object.fromEntries(places) },
          },
        },
        new Set(fresh.map(({ id }) => id)),
      )
    },
  }
}

/** Pasted again and again, copies lie beside each other, not on each other. */
function freeShift(places: readonly Network['layout'][string][], taken: ReadonlySet<string>): number {
  for (let shift = OFFSET; ; shift += OFFSET)
    if (!places.some(({ x, y }) => taken.has(`${x + shift} ${y + shift}`))) return shift
}

function freshLayers(document: ProjectDocument, { layers }: Network): Layer[] {
  let known = document
  return layers.map((layer) => {
    const named = { ...layer, ...nextLayerName(known, layer.kind) }
    known = { ...known, network: { ...known.network, layers: [...known.network.layers, named] } }
    return named
  })
}

/** Without the exact weights and masks of these layers whose width is not what enters now. */
function fitting(document: ProjectDocument, ids: ReadonlySet<string>): ProjectDocument {
  const { layers: shapes } = inferShapes(document)
  const layers = document.network.layers.map((layer) => {
    if (layer.kind !== 'dense' || !ids.has(layer.id)) return layer
    const inputs = shapes[layer.id]?.inputs ?? 0
    const rows = [...(layer.initialWeights ?? []), ...(layer.mask ?? [])]
    return rows.some(({ length }) => length !== inputs) ? withoutExactWeights(layer) : layer
  })
  return { ...document, network: { ...document.network, layers } }
}
