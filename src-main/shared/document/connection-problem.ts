import { layerProblems } from './layer-problems'
import { type Layer, type Network } from './schema'
import { type Shapes } from './shapes'

/**
 * Why one layer may not be led into another, as a sentence; null where it may. `shapes` are those of the network as it
 * is. Shapes that are not known yet refuse nothing: what does not fit then is said at the layer.
 */
export function connectionProblem(network: Network, shapes: Shapes, from: string, to: string): string | null {
  const { layers, connections } = network
  const source = layers.find(({ id }) => id === from)
  const target = layers.find(({ id }) => id === to)
  if (!source || !target) return 'This layer is no longer there. Choose another one.'
  if (from === to) return `${source.name} would make a loop with itself. Choose another layer.`
  if (target.kind === 'input') return `${target.name} is an input layer; an input layer takes nothing.`
  if (connections.some((each) => each.from === from && each.to === to))
    return `${source.name} and ${target.name} are already connected.`
  if (leadsTo(network, to, from))
    return `${source.name} to ${target.name} would make a loop: ${target.name} already leads to ${source.name}.`
  return shapeProblem(target, shapes, [...connections.filter((each) => each.to === to).map((each) => each.from), from])
}

/** Whether what leaves `start` reaches `end`. */
function leadsTo({ connections }: Network, start: string, end: string): boolean {
  const followers = new Map<string, string[]>()
  for (const { from, to } of connections) followers.set(from, [...(followers.get(from) ?? []), to])
  const seen = new Set([start])
  for (const id of seen) for (const next of followers.get(id) ?? []) seen.add(next)
  return seen.has(end)
}

function shapeProblem(target: Layer, shapes: Shapes, sources: readonly string[]): string | null {
  const entering = sources.map((source) => shapes.layers[source]?.shape ?? [0])
  if (entering.some((shape) => shape.includes(0)) && target.kind === 'add') return null
  const inputs = entering.reduce((sum, shape) => sum + shape.reduce((product, size) => product * size, 1), 0)
  const [problem] = layerProblems(withoutMatrices(target), { sources, shapes: entering, inputs })
  return problem?.message ?? null
}

/** Exact weights, biases and masks refuse nothing: a new connection drops those that no longer fit. */
function withoutMatrices(layer: Layer): Layer {
  if (layer.kind !== 'dense') return layer
  const { initialWeights: _weights, initialBiases: _biases, mask: _mask, ...rest } = layer
  return rest
}
