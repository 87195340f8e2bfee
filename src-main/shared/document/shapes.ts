import { encodedShape } from './encoding'
import { type DenseLayer, type Layer, type ProjectDocument } from './schema'

/** A sentence about what keeps the network from being trained, and the layer it is about. */
export interface Problem {
  readonly layer: string | null
  readonly message: string
}

export interface LayerShape {
  /** Numbers that enter: the joined units of the layers before it. */
  readonly inputs: number
  readonly units: number
  readonly parameters: number
  /** Layers whose outputs enter, in the order in which they are joined. */
  readonly sources: readonly string[]
}

export interface Shapes {
  readonly layers: Readonly<Record<string, LayerShape>>
  /** Layer ids, every layer after those it depends on; shorter than the network where there is a loop. */
  readonly order: readonly string[]
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
  const problems: Problem[] = []
  const sourcesOf = (id: string): string[] =>
    connections.filter((connection) => connection.to === id && byId.has(connection.from)).map(({ from }) => from)

  if (byId.size < layers.length)
    problems.push({ layer: null, message: 'Two layers have the same id. Give each its own.' })
  for (const { from, to } of connections) {
    const missing = [from, to].find((id) => !byId.has(id))
    if (missing !== undefined)
      problems.push({
        layer: null,
        message: `A connection refers to a layer "${missing}" that does not exist. Remove it.`,
      })
  }

  const order = dependencyOrder(layers, sourcesOf)
  for (const layer of layers.filter(({ id }) => !order.includes(id)))
    problems.push({
      layer: layer.id,
      message: `${layer.name} is part of a loop. Remove one of the loop's connections.`,
    })

  const shapes: Record<string, LayerShape> = {}
  let parameters = 0
  for (const id of order) {
    const layer = byId.get(id)
    if (!layer) continue
    const sources = sourcesOf(id)
    const inputs = sources.reduce((sum, source) => sum + (shapes[source]?.units ?? 0), 0)
    const own = layer.kind === 'dense' ? layer.units * (inputs + 1) : 0
    parameters += own
    shapes[id] = { inputs: layer.kind === 'input' ? layer.units : inputs, units: layer.units, parameters: own, sources }
    problems.push(...layerProblems(layer, inputs, sources))
  }

  const inputs = layers.filter((layer) => layer.kind === 'input')
  const outputs = layers.filter((layer) => layer.kind === 'dense' && !connections.some(({ from }) => from === layer.id))
  if (inputs.length !== 1) problems.push({ layer: null, message: oneOf('input layer', inputs) })
  if (outputs.length !== 1) problems.push({ layer: null, message: oneOf('output layer', outputs) })
  const [inputLayer] = inputs
  const [outputLayer] = outputs
  if (inputLayer && !connections.some(({ from }) => from === inputLayer.id))
    problems.push({ layer: inputLayer.id, message: `${inputLayer.name} leads nowhere. Connect it to a layer.` })
  if (inputs.length === 1 && outputs.length === 1 && inputLayer && outputLayer?.kind === 'dense')
    problems.push(...dataProblems(document, inputLayer, outputLayer))

  return {
    layers: shapes,
    order,
    inputLayer: inputs.length === 1 && inputLayer ? inputLayer.id : null,
    outputLayer: outputs.length === 1 && outputLayer ? outputLayer.id : null,
    parameters,
    problems,
  }
}

function oneOf(what: string, found: readonly Layer[]): string {
  return found.length === 0
    ? `The network has no ${what}. Add one.`
    : `The network has ${found.length} ${what}s (${found.map(({ name }) => name).join(', ')}). Leave exactly one.`
}

function layerProblems(layer: Layer, inputs: number, sources: readonly string[]): Problem[] {
  if (layer.kind === 'input')
    return sources.length > 0
      ? [{ layer: layer.id, message: `${layer.name} is an input layer; nothing may lead into it.` }]
      : []
  if (sources.length === 0)
    return [{ layer: layer.id, message: `Nothing leads into ${layer.name}. Connect a layer to it or remove it.` }]
  if (new Set(sources).size < sources.length)
    return [{ layer: layer.id, message: `The same layer is connected to ${layer.name} twice. Remove one connection.` }]
  return explicitProblems(layer, inputs)
}

function explicitProblems(layer: DenseLayer, inputs: number): Problem[] {
  const problems: Problem[] = []
  const { initialWeights, initialBiases } = layer
  if (initialWeights && (initialWeights.length !== layer.units || initialWeights.some((row) => row.length !== inputs)))
    problems.push({
      layer: layer.id,
      message: `The initial weights of ${layer.name} are not ${layer.units} x ${inputs}. Correct or remove them.`,
    })
  if (initialBiases && initialBiases.length !== layer.units)
    problems.push({
      layer: layer.id,
      message: `${layer.name} has ${counted(initialBiases.length, 'initial bias', 'initial biases')} for ${counted(layer.units, 'unit')}. Correct or remove them.`,
    })
  return problems
}

function dataProblems(document: ProjectDocument, input: Layer, output: DenseLayer): Problem[] {
  const { dataset, training } = document
  const problems: Problem[] = []
  if (training.loss === 'categorical-cross-entropy' && output.activation !== 'softmax')
    problems.push({
      layer: output.id,
      message: `Cross-entropy needs probabilities: set the activation of ${output.name} to softmax, or choose another loss.`,
    })
  if (dataset.kind === 'none') {
    problems.push({ layer: null, message: 'There is no data. Open a CSV file or an example.' })
    return problems
  }
  const { features, targets } = encodedShape(document)
  if (features.length === 0)
    problems.push({ layer: input.id, message: 'No feature column is left. Choose at least one.' })
  else if (features.length !== input.units)
    problems.push({
      layer: input.id,
      message: `The data has ${counted(features.length, 'feature')}, but ${input.name} has ${counted(input.units, 'unit')}. Set its units to ${features.length}.`,
    })
  if (targets.length === 0)
    problems.push({ layer: output.id, message: 'No target column is chosen. Choose one on the Data page.' })
  else if (targets.length !== output.units)
    problems.push({
      layer: output.id,
      message: `The data has ${counted(targets.length, 'target value')}, but ${output.name} has ${counted(output.units, 'unit')}. Set its units to ${targets.length}.`,
    })
  return [...problems, ...inlineProblems(document)]
}

/** "1 unit", "3 units". */
function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

function inlineProblems({ dataset }: ProjectDocument): Problem[] {
  if (dataset.kind !== 'inline') return []
  const { features, targets, featureNames, targetNames } = dataset
  if (features.length === 0) return [{ layer: null, message: 'The data has no rows. Give at least one.' }]
  if (features.length !== targets.length)
    return [
      {
        layer: null,
        message: `The data has ${counted(features.length, 'row')} of features and ${counted(targets.length, 'row')} of targets. Give one target row per feature row.`,
      },
    ]
  const ragged = (rows: readonly number[][], width: number): number => rows.findIndex((row) => row.length !== width)
  const feature = ragged(features, featureNames.length)
  if (feature >= 0)
    return [
      { layer: null, message: `Row ${feature} of the features has not ${featureNames.length} values. Correct it.` },
    ]
  const target = ragged(targets, targetNames.length)
  if (target >= 0)
    return [{ layer: null, message: `Row ${target} of the targets has not ${targetNames.length} values. Correct it.` }]
  return []
}
