import { arranged } from '../layout'
import { dependencyOrder, inferShapes } from '../shapes'
import { type Command } from './command'

/** Places every layer in the column of its longest way from the input. */
export function arrange(): Command {
  return {
    label: 'Arrange layers',
    apply(document) {
      const { layers, connections } = document.network
      const sourcesOf = (id: string): string[] => connections.filter(({ to }) => to === id).map(({ from }) => from)
      const rank = new Map<string, number>()
      for (const id of dependencyOrder(layers, sourcesOf))
        rank.set(id, Math.max(0, ...sourcesOf(id).map((source) => (rank.get(source) ?? 0) + 1)))
      const ranks: string[][] = []
      for (const { id } of layers) (ranks[rank.get(id) ?? 0] ??= []).push(id)
      const columns = Array.from(ranks, (ids) => ids ?? [])
      const { layers: shapes, outputLayer } = inferShapes(document)
      const drawn = new Set(layers.filter(({ kind }) => kind === 'input' || kind === 'dense').map(({ id }) => id))
      // The output layer shows its units whatever its kind.
      if (outputLayer !== null) drawn.add(outputLayer)
      const unitsOf = (id: string): number | null => (drawn.has(id) ? (shapes[id]?.units ?? 0) : null)
      return { ...document, network: { ...document.network, layout: arranged(columns, unitsOf) } }
    },
  }
}
