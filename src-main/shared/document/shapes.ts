import { dataProblems } from './data-problems'
import { biasCount, layerProblems } from './layer-problems'
import { type Problem } from './problem'
import { type Layer, type ProjectDocument } from './schema'

export type { Problem } from './problem'

export interface LayerShape {
  /** Numbers that enter: all that its sources give. An input layer takes what it gives. */
  readonly inputs: number
  /** What it gives: [units], or [height, width, channels]. */
  readonly shape: readonly number[]
  /** Numbers that it gives: the product of its shape. */
  readonly units: number
  readonly parameters: number
  /** Layers whose outputs enter, in the order in which they are joined. */
  readonly sources: readonly string[]
}

export interface Shapes {
  readonly layers: Readonly<Record<string, LayerShape>>
  /** Layer ids, every layer after those it depends on; shorter than the network where there is a loop. */
  readonly order: readonly string[]
  /** The first input layer; null where there is none. */
  readonly inputLayer: string | null
  readonly outputLayer: string | null
  readonly parameters: number
  readonly problems: readonly Problem[]
}

/** Layer ids so that each stands after its sources (Kahn, 1962); layers in a loop are left out. */
export function dependencyOrder(layers: readonly Layer[], sourcesOf: (id: string) => readonly string[]): string[] {
  const order: string[] = []
  const placed = new Set<string>()
  let waiting = layers.map((layer) => layer.id)
  for (;;) {
    const ready = waiting.filter((id) => sourcesOf(id).every((source) => placed.has(source)))
    if (ready.length === 0) return order
    for (const id of ready) placed.add(id)
    order.push(...ready)
    waiting = waiting.filter((id) => !placed.has(id))
  }
}

/**
 * Shapes, parameter counts and problems of a document: a pure function, so the editor needs no engine.
 * Training is possible exactly when `problems` is empty.
 */
export function inferShapes(document: ProjectDocument): Shapes {
  const { layers, connections } = document.network
  const byId = new Map(layers.map((layer) => [layer.id, layer]))
  const sourcesOf = (id: string): string[] =>
    connections.filter((connection) => connection.to === id && byId.has(connection.from)).map(({ from }) => from)
  const order = dependencyOrder(layers, sourcesOf)
  const problems = wiringProblems(document, order)

  const shapes: Record<string, LayerShape> = {}
  for (const id of order) {
    const layer = byId.get(id)
    if (!layer) continue
    const sources = sourcesOf(id)
    const entering = sources.map((source) => shapes[source]?.shape ?? [0])
    const inputs = entering.reduce((sum, shape) => sum + sizeOf(shape), 0)
    const shape = shapeOf(layer, entering, inputs)
    const units = sizeOf(shape)
    shapes[id] = {
      inputs: layer.kind === 'input' ? units : inputs,
      shape,
      units,
      parameters: parametersOf(layer, inputs, units),
      sources,
    }
    problems.push(...layerProblems(layer, { sources, shapes: entering, inputs }))
  }

  const inputs = layers.filter((layer) => layer.kind === 'input')
  const outputs = layers.filter((layer) => layer.kind !== 'input' && !connections.some(({ from }) => from === layer.id))
  if (inputs.length === 0)
    problems.push({
      layer: null,
      message: 'The network has no input layer. Add one.',
      fix: { label: 'Add an input layer', change: { kind: 'add-input' } },
    })
  if (outputs.length !== 1) problems.push({ layer: null, message: oneOutput(outputs) })
  for (const input of inputs)
    if (!connections.some(({ from }) => from === input.id))
      problems.push({
        layer: input.id,
        message: `${input.name} leads nowhere. Connect it to a layer.`,
        ...(inputs.length > 1
          ? { fix: { label: `Remove ${input.name}`, change: { kind: 'remove-layer', layer: input.id } } }
          : {}),
      })
  const [inputLayer] = inputs
  const [outputLayer] = outputs
  if (outputs.length === 1 && inputLayer && outputLayer)
    problems.push(...dataProblems(document, inputs, outputLayer, shapes[outputLayer.id]?.units ?? 0))

  return {
    layers: shapes,
    order,
    inputLayer: inputLayer?.id ?? null,
    outputLayer: outputs.length === 1 && outputLayer ? outputLayer.id : null,
    parameters: Object.values(shapes).reduce((sum, shape) => sum + shape.parameters, 0),
    problems,
  }
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1)

/** What a layer gives for what enters. */
function shapeOf(layer: Layer, entering: readonly (readonly number[])[], inputs: number): readonly number[] {
  switch (layer.kind) {
    case 'input':
      return layer.shape
    case 'dense':
      return [layer.units]
    case 'flatten':
    case 'concatenate':
      return [inputs]
    case 'activation':
    case 'dropout':
    case 'batch-normalization':
    case 'layer-normalization':
    case 'add':
      return entering[0] ?? [0]
  }
}

function parametersOf(layer: Layer, inputs: number, units: number): number {
  switch (layer.kind) {
    case 'dense':
      return layer.units * inputs + biasCount(layer)
    case 'batch-normalization':
    case 'layer-normalization':
      return 2 * units
    case 'input':
    case 'activation':
    case 'dropout':
    case 'flatten':
    case 'add':
    case 'concatenate':
      return 0
  }
}

/** Ids that occur twice, connections to nowhere, loops. */
function wiringProblems({ network }: ProjectDocument, order: readonly string[]): Problem[] {
  const { layers, connections } = network
  const ids = new Set(layers.map(({ id }) => id))
  const problems: Problem[] = []
  if (ids.size < layers.length)
    problems.push({ layer: null, message: 'Two layers have the same id. Give each its own.' })
  for (const { from, to } of connections) {
    const missing = [from, to].find((id) => !ids.has(id))
    if (missing !== undefined)
      problems.push({
        layer: null,
        message: `A connection refers to a layer "${missing}" that does not exist. Remove it.`,
        fix: { label: 'Remove the connection', change: { kind: 'disconnect', from, to } },
      })
  }
  for (const layer of layers.filter(({ id }) => !order.includes(id)))
    problems.push({
      layer: layer.id,
      message: `${layer.name} is part of a loop. Remove one of the loop's connections.`,
    })
  return problems
}

function oneOutput(found: readonly Layer[]): string {
  return found.length === 0
    ? 'The network has no output layer. Add one.'
    : `The network has ${found.length} output layers (${found.map(({ name }) => name).join(', ')}). Leave exactly one.`
}
