import { randomFromSeed } from '@engine/random'
import { activations, type ActivationId } from '@shared/catalog/activations'
import { clippings } from '@shared/catalog/clippings'
import { defaultSettings, idsOf } from '@shared/catalog/entry'
import { initializers } from '@shared/catalog/initializers'
import { losses, type LossId } from '@shared/catalog/losses'
import { type OptimizerId, optimizers } from '@shared/catalog/optimizers'
import { schedules } from '@shared/catalog/schedules'
import { denseLayer } from '@shared/document/defaults'
import {
  type ClippingSettings,
  type Connection,
  type Layer,
  type OptimizerSettings,
  type ProjectDocument,
} from '@shared/document/schema'
import { inlineDocument } from './documents'

/** Draws from one seeded generator. */
export class Dice {
  private readonly random

  constructor(seed: number) {
    this.random = randomFromSeed(seed, 'order')
  }

  /** A whole number from `least` to `most`. */
  whole(least: number, most: number): number {
    return least + this.random.below(most - least + 1)
  }

  number(low: number, high: number): number {
    return low + (high - low) * this.random.next()
  }

  chance(probability: number): boolean {
    return this.random.next() < probability
  }

  of<Value>(values: readonly Value[]): Value {
    const value = values[this.random.below(values.length)]
    if (value === undefined) throw new Error('There is nothing to choose from.')
    return value
  }
}

interface Built {
  readonly id: string
  readonly units: number
}

/** Kinds of layers that stand between dense ones. */
const KINDS = [
  'dense',
  'dense',
  'dense',
  'activation',
  'dropout',
  'batch-normalization',
  'layer-normalization',
  'flatten',
  'add',
  'concatenate',
] as const

/**
 * A document with a random acyclic graph of every kind of layer, random data and random settings, the same for the same seed:
 * fan-out, several inputs, masks, frozen layers, shared or no biases, sample weights, ragged batches.
 */
export function randomDocument(seed: number, changes: Partial<ProjectDocument['training']> = {}): ProjectDocument {
  const dice = new Dice(seed)
  const inputs = Array.from({ length: dice.chance(0.25) ? 2 : 1 }, (_, index): Layer & { kind: 'input' } => ({
    kind: 'input',
    id: `input${index}`,
    name: `Input ${index}`,
    shape: [dice.whole(1, 11)],
  }))
  const layers: Layer[] = []
  const connections: Connection[] = []
  const built: Built[] = inputs.map(({ id, shape }) => ({ id, units: shape[0] }))
  const connect = (from: readonly Built[], to: string): void =>
    void connections.push(...from.map(({ id }) => ({ from: id, to })))

  // Every input leads somewhere: the first layer joins them.
  const first = randomDense(dice, 'layer0', built)
  connect(built, first.id)
  layers.push(first)
  built.push({ id: first.id, units: first.units })
  for (let index = 1; index <= dice.whole(0, 5); index++) {
    const { layer, sources, units } = randomLayer(dice, `layer${index}`, built)
    connect(sources, layer.id)
    layers.push(layer)
    built.push({ id: layer.id, units })
  }
  const { loss, output } = dice.of(ENDINGS)
  const leading = new Set(connections.map(({ from }) => from))
  const loose = built.filter(({ id }) => !leading.has(id))
  const sources = loose.length > 0 ? loose : built.slice(-1)
  const outputs = output === 'softmax' ? dice.whole(2, 6) : dice.whole(1, 9)
  layers.push({ ...randomDense(dice, 'output', sources, outputs), activation: output })
  connect(sources, 'output')

  const rows = dice.whole(5, 23)
  const features = inputs.reduce((sum, { shape }) => sum + shape[0], 0)
  const document = inlineDocument({
    features: Array.from({ length: rows }, () => Array.from({ length: features }, () => dice.number(-1.5, 1.5))),
    targets: Array.from({ length: rows }, () => targets(dice, loss, outputs)),
    layers: layers.filter((layer) => layer.kind !== 'input'),
    connections,
    training: {
      loss,
      optimizer: hasDeadGradients(layers) ? defaultSettings(optimizers, 'sgd') : randomOptimizer(dice),
      schedule: defaultSettings(schedules, 'constant'),
      regularization: { l1: dice.chance(0.2) ? 0.01 : 0, l2: dice.chance(0.3) ? 0.05 : 0 },
      clipping: randomClipping(dice),
      batchSize: dice.whole(1, 9),
      shuffle: dice.chance(0.5),
      seed,
      ...changes,
    },
  })
  const { network, dataset } = document
  if (dataset.kind !== 'inline') throw new Error('The data is inline.')
  const weights = dice.chance(0.3) ? { sampleWeights: Array.from({ length: rows }, () => dice.number(0.2, 3)) } : {}
  return {
    ...document,
    network: { ...network, layers: [...inputs, ...network.layers.filter(({ kind }) => kind !== 'input')] },
    dataset: { ...dataset, ...weights },
  }
}

const ENDINGS: readonly { readonly loss: LossId; readonly output: ActivationId }[] = [
  ...idsOf(losses).map((loss) => ({ loss, output: defaultOutput(loss) })),
  { loss: 'half-squared-error', output: 'softmax' },
  { loss: 'mean-squared-error', output: 'sigmoid' },
  { loss: 'huber', output: 'silu' },
]

function defaultOutput(loss: LossId): ActivationId {
  return loss === 'categorical-cross-entropy' ? 'softmax' : loss === 'binary-cross-entropy' ? 'sigmoid' : 'tanh'
}

function targets(dice: Dice, loss: LossId, outputs: number): number[] {
  if (loss === 'categorical-cross-entropy') {
    const chosen = dice.whole(0, outputs - 1)
    return Array.from({ length: outputs }, (_, index) => Number(index === chosen))
  }
  return Array.from({ length: outputs }, () =>
    loss === 'binary-cross-entropy' || loss === 'hinge' ? dice.whole(0, 1) : dice.number(-1, 1),
  )
}

function randomDense(
  dice: Dice,
  id: string,
  sources: readonly Built[],
  units = dice.whole(1, 13),
): Layer & { kind: 'dense' } {
  const inputs = sources.reduce((sum, source) => sum + source.units, 0)
  const bias = dice.of(['per-unit', 'per-unit', 'per-unit', 'shared', 'none'] as const)
  const biases = bias === 'per-unit' ? units : bias === 'shared' ? 1 : 0
  const mask = Array.from({ length: units }, () =>
    Array.from({ length: inputs }, (): 0 | 1 => (dice.chance(0.7) ? 1 : 0)),
  )
  const layer = denseLayer(id, id, {
    units,
    bias,
    activation: dice.of(idsOf(activations)),
    initializer: defaultSettings(initializers, dice.of(['glorot-uniform', 'he-normal', 'orthogonal'] as const)),
    freezeWeights: dice.chance(0.1),
    freezeBiases: dice.chance(0.1),
    initialBiases: Array.from({ length: biases }, () => dice.number(-0.5, 0.5)),
  })
  return dice.chance(0.15) ? { ...layer, mask } : layer
}

function randomLayer(
  dice: Dice,
  id: string,
  built: readonly Built[],
): { layer: Layer; sources: readonly Built[]; units: number } {
  const kind = dice.of(KINDS)
  const source = dice.of(built)
  const frozen = { freezeWeights: dice.chance(0.1), freezeBiases: dice.chance(0.1) }
  const same = built.filter(({ units }) => units === source.units)
  switch (kind) {
    case 'dense': {
      const sources = dice.chance(0.2) && built.length > 1 ? built.slice(-2) : [source]
      const layer = randomDense(dice, id, sources)
      return { layer, sources, units: layer.units }
    }
    case 'activation':
      return {
        layer: { kind, id, name: id, activation: dice.of(idsOf(activations)) },
        sources: [source],
        units: source.units,
      }
    case 'dropout':
      return { layer: { kind, id, name: id, rate: dice.number(0, 0.6) }, sources: [source], units: source.units }
    case 'batch-normalization': {
      const layer = { kind, id, name: id, momentum: 0.1, epsilon: 1e-5, ...frozen }
      return { layer, sources: [source], units: source.units }
    }
    case 'layer-normalization':
      return { layer: { kind, id, name: id, epsilon: 1e-5, ...frozen }, sources: [source], units: source.units }
    case 'flatten':
      return { layer: { kind, id, name: id }, sources: [source], units: source.units }
    case 'add':
      return { layer: { kind, id, name: id }, sources: same, units: source.units }
    case 'concatenate': {
      const sources = built.slice(-dice.whole(1, Math.min(3, built.length)))
      return { layer: { kind, id, name: id }, sources, units: sources.reduce((sum, { units }) => sum + units, 0) }
    }
  }
}

/**
 * A bias in front of a batch normalization, and one bias of a whole softmax layer, change nothing: their gradients are what
 * is left of rounding, and an optimizer that looks only at their sign or divides by their size would make steps of it.
 */
const hasDeadGradients = (layers: readonly Layer[]): boolean =>
  layers.some(
    (layer) =>
      layer.kind === 'batch-normalization' ||
      (layer.kind === 'dense' && layer.activation === 'softmax' && layer.bias === 'shared'),
  )

function randomOptimizer(dice: Dice): OptimizerSettings {
  const id: OptimizerId = dice.of(idsOf(optimizers))
  const settings = defaultSettings(optimizers, id)
  return settings.id === 'sgd'
    ? { ...settings, learningRate: 0.05, momentum: dice.of([0, 0.9]), nesterov: dice.chance(0.5) }
    : settings
}

function randomClipping(dice: Dice): ClippingSettings {
  const id = dice.of(['none', 'none', 'value', 'norm'] as const)
  return id === 'none' ? defaultSettings(clippings, 'none') : { ...defaultSettings(clippings, id), limit: 0.5 }
}
