import { type Random } from '@engine/random'
import { activations, type ActivationId } from '@shared/catalog/activations'
import { idsOf } from '@shared/catalog/entry'
import { losses, type LossId } from '@shared/catalog/losses'
import { denseLayer } from '@shared/document/defaults'
import { type Connection, type Layer, type ProjectDocument } from '@shared/document/schema'
import { inlineDocument } from './documents'

const pick = <Item>(random: Random, items: readonly Item[]): Item => {
  const item = items[random.below(items.length)]
  if (item === undefined) throw new Error('There is nothing to pick from.')
  return item
}
const numberIn = (random: Random, low: number, high: number): number => low + (high - low) * random.next()
const rowIn = (random: Random, length: number, low: number, high: number): number[] =>
  Array.from({ length }, () => numberIn(random, low, high))
const often = (random: Random, share: number): boolean => random.next() < share

interface Placed {
  readonly layer: Layer
  readonly units: number
}

/** Layers and connections while a graph grows. */
interface Graph {
  readonly placed: Placed[]
  readonly connections: Connection[]
}

/**
 * A document with a random acyclic graph: one or two inputs, three to seven layers of every kind with fan-out, joins and
 * sums, masks, shared and missing biases, frozen parameters, penalties, sample weights; and data that fits it.
 */
export function randomDocument(random: Random): ProjectDocument {
  const inputs = Array.from({ length: 1 + random.below(2) }, () => 1 + random.below(3))
  const graph: Graph = { placed: [], connections: [] }
  inputs.forEach((units, index) =>
    graph.placed.push({ layer: { kind: 'input', id: `input${index}`, name: 'Input', shape: [units] }, units }),
  )
  const hidden = 3 + random.below(5)
  for (let index = 0; index < hidden; index++) grow(random, graph, `layer${index}`)
  const loss = pick(random, idsOf(losses))
  const activation = outputActivation(random, loss)
  const outputs = (activation === 'softmax' ? 2 : 1) + random.below(3)
  // Whatever leads nowhere yet enters the output layer, so that every layer counts.
  const open = graph.placed.filter(({ layer }) => !graph.connections.some(({ from }) => from === layer.id))
  for (const { layer } of open) graph.connections.push({ from: layer.id, to: 'output' })
  const entering = open.reduce((sum, { units }) => sum + units, 0)
  graph.placed.push({
    layer: dense(random, 'output', { inputs: entering, units: outputs, activation }),
    units: outputs,
  })

  const rows = 3 + random.below(4)
  const features = inputs.reduce((sum, units) => sum + units, 0)
  const made = inlineDocument({
    features: Array.from({ length: rows }, () => rowIn(random, features, -1.5, 1.5)),
    targets: Array.from({ length: rows }, () => targetsFor(random, loss, outputs)),
    layers: [],
    training: {
      loss,
      seed: random.below(1000),
      batchSize: rows,
      shuffle: true,
      regularization: { l1: often(random, 0.4) ? 0.02 : 0, l2: often(random, 0.4) ? 0.1 : 0 },
    },
  })
  if (made.dataset.kind !== 'inline') throw new Error('The data is inline.')
  return {
    ...made,
    network: { layers: graph.placed.map(({ layer }) => layer), connections: graph.connections, layout: {} },
    dataset: { ...made.dataset, ...(often(random, 0.4) ? { sampleWeights: rowIn(random, rows, 0, 3) } : {}) },
  }
}

/** One more layer behind one or several of those that are there. */
function grow(random: Random, { placed, connections }: Graph, id: string): void {
  const source = pick(random, placed)
  const alike = placed.filter(({ layer, units }) => layer !== source.layer && units === source.units)
  const others = placed.filter(({ layer }) => layer !== source.layer)
  const name = id
  const connect = (...sources: readonly Placed[]): number => {
    for (const { layer } of sources) connections.push({ from: layer.id, to: id })
    return sources.reduce((sum, { units }) => sum + units, 0)
  }
  const passOn = (layer: Layer): void => {
    connect(source)
    placed.push({ layer, units: source.units })
  }
  const frozen = { freezeWeights: often(random, 0.1), freezeBiases: often(random, 0.1) }
  switch (
    pick(random, ['dense', 'dense', 'dense', 'activation', 'dropout', 'batch', 'layer', 'flatten', 'add', 'join'])
  ) {
    case 'activation':
      return passOn({ kind: 'activation', id, name, activation: pick(random, idsOf(activations)) })
    case 'dropout':
      return passOn({ kind: 'dropout', id, name, rate: numberIn(random, 0.1, 0.5) })
    case 'batch':
      return passOn({ kind: 'batch-normalization', id, name, momentum: 0.1, epsilon: 0.1, ...frozen })
    case 'layer':
      return passOn({ kind: 'layer-normalization', id, name, epsilon: 0.1, ...frozen })
    case 'flatten':
      return passOn({ kind: 'flatten', id, name })
    case 'add':
      if (alike.length === 0) break
      connect(source, pick(random, alike))
      placed.push({ layer: { kind: 'add', id, name }, units: source.units })
      return
    case 'join':
      if (others.length === 0) break
      placed.push({ layer: { kind: 'concatenate', id, name }, units: connect(source, pick(random, others)) })
      return
    case 'dense':
  }
  const second = others.length > 0 && often(random, 0.3) ? [pick(random, others)] : []
  const inputs = connect(source, ...second)
  const units = 1 + random.below(4)
  placed.push({ layer: dense(random, id, { inputs, units, activation: pick(random, idsOf(activations)) }), units })
}

function dense(
  random: Random,
  id: string,
  { inputs, units, activation }: { inputs: number; units: number; activation: ActivationId },
): Layer {
  const bias = pick(random, ['per-unit', 'per-unit', 'shared', 'none'] as const)
  const biases = { 'per-unit': units, shared: 1, none: 0 }[bias]
  const mask = Array.from({ length: units }, () => rowIn(random, inputs, 0, 1).map((value) => (value < 0.3 ? 0 : 1)))
  return denseLayer(id, id, {
    units,
    activation,
    bias,
    initialWeights: Array.from({ length: units }, () => rowIn(random, inputs, -1, 1)),
    initialBiases: rowIn(random, biases, -0.5, 0.5),
    ...(often(random, 0.2) ? { mask: mask as (0 | 1)[][] } : {}),
    freezeWeights: often(random, 0.1),
    freezeBiases: often(random, 0.1),
  })
}

function outputActivation(random: Random, loss: LossId): ActivationId {
  switch (loss) {
    case 'categorical-cross-entropy':
      return 'softmax'
    case 'binary-cross-entropy':
      return 'sigmoid'
    case 'half-squared-error':
    case 'mean-squared-error':
    case 'mean-absolute-error':
    case 'huber':
    case 'hinge':
      return pick(random, idsOf(activations))
  }
}

function targetsFor(random: Random, loss: LossId, outputs: number): number[] {
  switch (loss) {
    case 'categorical-cross-entropy': {
      const right = random.below(outputs)
      return Array.from({ length: outputs }, (_, unit) => (unit === right ? 1 : 0))
    }
    case 'binary-cross-entropy':
      return Array.from({ length: outputs }, () => random.below(2))
    case 'hinge':
      return Array.from({ length: outputs }, () => 2 * random.below(2) - 1)
    case 'half-squared-error':
    case 'mean-squared-error':
    case 'mean-absolute-error':
    case 'huber':
      return rowIn(random, outputs, -1, 1)
  }
}
