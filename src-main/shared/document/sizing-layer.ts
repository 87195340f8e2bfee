import { type DenseLayer, type Network } from './schema'

/** The dense layer that decides how many numbers a layer gives; null where several sources or an input layer do. */
export function sizingLayer({ layers, connections }: Network, id: string): DenseLayer | null {
  const seen = new Set<string>()
  for (let at = id; !seen.has(at);) {
    seen.add(at)
    const layer = layers.find((candidate) => candidate.id === at)
    if (layer?.kind === 'dense') return layer
    const [source, ...others] = connections.filter(({ to }) => to === at)
    if (!source || others.length > 0) return null
    at = source.from
  }
  return null
}
