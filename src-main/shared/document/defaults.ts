import { clippings } from '../catalog/clippings'
import { defaultSettings, defaultValues } from '../catalog/entry'
import { initializers } from '../catalog/initializers'
import { type LayerKind, layerKinds } from '../catalog/layers'
import { optimizers } from '../catalog/optimizers'
import { regularizers } from '../catalog/regularizers'
import { schedules } from '../catalog/schedules'
import { encodedShape } from './encoding'
import { arranged } from './layout'
import {
  type Dataset,
  type DenseLayer,
  FORMAT_VERSION,
  type InputLayer,
  type Layer,
  type Network,
  type ProjectDocument,
  type Recipe,
  type TrainingSettings,
} from './schema'

export const DEFAULT_SEED = 1
/** One small layer: with more, small tables are learned by heart. */
export const DEFAULT_HIDDEN: readonly number[] = [8]

export const defaultRecipe: Recipe = {
  target: null,
  ignored: [],
  sampleWeights: null,
  scaling: 'standardize',
  validationShare: 0.2,
  splitSeed: DEFAULT_SEED,
}

export const defaultTraining: TrainingSettings = {
  loss: 'mean-squared-error',
  optimizer: { ...defaultSettings(optimizers, 'adam'), learningRate: 0.005 },
  schedule: defaultSettings(schedules, 'constant'),
  regularization: defaultValues(regularizers),
  clipping: defaultSettings(clippings, 'none'),
  classWeights: 'none',
  earlyStopping: null,
  metrics: [],
  measureEvery: 1,
  updateOrder: 'simultaneous',
  precision: 'float64',
  batchSize: 16,
  epochs: 200,
  shuffle: true,
  seed: DEFAULT_SEED,
}

export function inputLayer(units: number): InputLayer {
  return { kind: 'input', id: 'input', name: 'Input', shape: [units] }
}

export function denseLayer(id: string, name: string, changes: Partial<DenseLayer> = {}): DenseLayer {
  return {
    kind: 'dense',
    id,
    name,
    units: 8,
    activation: 'tanh',
    initializer: defaultSettings(initializers, 'glorot-uniform'),
    bias: 'per-unit',
    freezeWeights: false,
    freezeBiases: false,
    ...changes,
  }
}

/** A layer of a kind as it is when it is added: the usual values of the catalog. */
export function newLayer(kind: LayerKind, id: string, name: string): Layer {
  const frozen = { freezeWeights: false, freezeBiases: false }
  switch (kind) {
    case 'input':
      return { ...inputLayer(1), id, name }
    case 'dense':
      return denseLayer(id, name)
    case 'activation':
      return { kind, id, name, activation: 'relu' }
    case 'dropout':
      return { kind, id, name, ...defaultValues(layerKinds[kind].parameters) }
    case 'batch-normalization':
      return { kind, id, name, ...defaultValues(layerKinds[kind].parameters), ...frozen }
    case 'layer-normalization':
      return { kind, id, name, ...defaultValues(layerKinds[kind].parameters), ...frozen }
    case 'flatten':
    case 'add':
    case 'concatenate':
      return { kind, id, name }
  }
}

/** The units that a layer's card shows by the layer itself; null where it passes numbers on. */
function drawnUnits(layer: Layer | undefined): number | null {
  switch (layer?.kind) {
    case 'input':
      return layer.shape.reduce((product, size) => product * size, 1)
    case 'dense':
      return layer.units
    default:
      return null
  }
}

/** Layers in a row, each connected to the next, placed from left to right. */
export function chain(layers: readonly Layer[]): Network {
  return {
    layers: [...layers],
    connections: layers.slice(1).flatMap((layer, index) => {
      const from = layers[index]
      return from ? [{ from: from.id, to: layer.id }] : []
    }),
    layout: arranged(
      layers.map(({ id }) => [id]),
      (id) => drawnUnits(layers.find((layer) => layer.id === id)),
    ),
  }
}

/** The empty project of File > New: a small network that waits for its data. */
export function blankDocument(id: string, name: string): ProjectDocument {
  return {
    formatVersion: FORMAT_VERSION,
    id,
    name,
    network: chain([
      inputLayer(2),
      denseLayer('dense-1', 'Dense 1', { units: 4 }),
      denseLayer('output', 'Output', { units: 1, activation: 'linear' }),
    ]),
    dataset: { kind: 'none' },
    recipe: defaultRecipe,
    training: defaultTraining,
  }
}

export interface DocumentOptions {
  readonly id: string
  readonly name: string
  readonly dataset: Dataset
  readonly target: string | null
  readonly hidden?: readonly number[]
  readonly scaling?: Recipe['scaling']
  readonly validationShare?: number
  readonly seed?: number
}

/**
 * The document that a data set starts with, the same from the window and from the command line: hidden tanh layers,
 * softmax with cross-entropy for classes, a linear output with mean squared error for numbers.
 */
export function documentForDataset(options: DocumentOptions): ProjectDocument {
  const { dataset, hidden = DEFAULT_HIDDEN, seed = DEFAULT_SEED } = options
  const recipe: Recipe = {
    ...defaultRecipe,
    target: options.target,
    scaling: options.scaling ?? defaultRecipe.scaling,
    validationShare: options.validationShare ?? defaultRecipe.validationShare,
    splitSeed: seed,
  }
  const { features, targets, task } = encodedShape({ dataset, recipe, training: defaultTraining })
  const classes = task === 'classification'
  return {
    formatVersion: FORMAT_VERSION,
    id: options.id,
    name: options.name,
    network: chain([
      inputLayer(Math.max(1, features.length)),
      ...hidden.map((units, index) => denseLayer(`dense-${index + 1}`, `Dense ${index + 1}`, { units })),
      denseLayer('output', 'Output', {
        units: Math.max(1, targets.length),
        activation: classes ? 'softmax' : 'linear',
      }),
    ]),
    dataset,
    recipe,
    training: {
      ...defaultTraining,
      loss: classes ? 'categorical-cross-entropy' : 'mean-squared-error',
      precision: precisionFor([features.length, ...hidden, targets.length]),
      seed,
    },
  }
}

/** From this many weights on half the memory and twice the speed are worth more than digits that nobody looks at. */
const LARGE_NETWORK = 100_000

/** What a new network of dense layers with these units computes in. */
function precisionFor(units: readonly number[]): TrainingSettings['precision'] {
  const weights = units.slice(1).reduce((sum, count, index) => sum + count * (units[index] ?? 0), 0)
  return weights >= LARGE_NETWORK ? 'float32' : 'float64'
}
