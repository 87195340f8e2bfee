import * as v from 'valibot'
import { activations } from '../catalog/activations'
import { idsOf } from '../catalog/entry'
import { initializers } from '../catalog/initializers'
import { losses } from '../catalog/losses'

/** The version this program writes. A higher one is refused untouched; a lower one is migrated step by step. */
export const FORMAT_VERSION = 1

const name = v.pipe(v.string(), v.maxLength(200, 'a name has at most 200 characters'))
const identifier = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'an id starts with a letter and has letters, digits, - and _ only'),
)
const finite = v.pipe(v.number(), v.finite('a number must be finite'))
const count = v.pipe(v.number(), v.integer('a count is a whole number'), v.minValue(1, 'a count is at least 1'))
const units = v.pipe(count, v.maxValue(1_000_000, 'a layer has at most 1,000,000 units'))
const share = v.pipe(v.number(), v.minValue(0, 'a share is at least 0'), v.maxValue(0.9, 'a share is at most 0.9'))
const seed = v.pipe(
  v.number(),
  v.integer('a seed is a whole number'),
  v.minValue(0, 'a seed is at least 0'),
  v.maxValue(4_294_967_295, 'a seed is below 2^32'),
)
const rate = v.pipe(finite, v.minValue(0, 'a rate is at least 0'), v.maxValue(1000, 'a rate is at most 1000'))
const decay = v.pipe(finite, v.minValue(0, 'must be at least 0'), v.maxValue(0.999999, 'must be below 1'))
const matrix = v.array(v.array(finite))

const inputLayer = v.strictObject({ kind: v.literal('input'), id: identifier, name, units })
const denseLayer = v.strictObject({
  kind: v.literal('dense'),
  id: identifier,
  name,
  units,
  activation: v.picklist(idsOf(activations)),
  initializer: v.picklist(idsOf(initializers)),
  freezeWeights: v.boolean(),
  freezeBiases: v.boolean(),
  /** Exact weights before the first step, [unit][input]; absent: drawn from the seed. */
  initialWeights: v.optional(matrix),
  /** Exact biases before the first step, [unit]; absent: zero. */
  initialBiases: v.optional(v.array(finite)),
})
const layer = v.variant('kind', [inputLayer, denseLayer])

const network = v.strictObject({
  layers: v.array(layer),
  /** Where several connections enter a layer, it sees the joined outputs in the order of this list. */
  connections: v.array(v.strictObject({ from: identifier, to: identifier })),
  /** Places of the cards on the canvas; part of the document, but never of a run. */
  layout: v.record(identifier, v.strictObject({ x: finite, y: finite })),
})

const column = v.variant('kind', [
  v.strictObject({ kind: v.literal('number'), name }),
  v.strictObject({ kind: v.literal('category'), name, categories: v.array(v.string()) }),
])

const dataset = v.variant('kind', [
  v.strictObject({ kind: v.literal('none') }),
  v.strictObject({
    kind: v.literal('inline'),
    featureNames: v.array(name),
    targetNames: v.array(name),
    features: matrix,
    targets: matrix,
  }),
  v.strictObject({
    kind: v.literal('table'),
    name,
    /** Where the data comes from, for people. */
    source: v.optional(v.string()),
    /** SHA-256 of the table's bytes; the container keeps them as data/TABLE.csv. */
    table: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'a table is named by its SHA-256')),
    rows: v.pipe(v.number(), v.integer(), v.minValue(1)),
    columns: v.array(column),
  }),
])

const recipe = v.strictObject({
  /** The column to predict; null where the data is inline (its targets are given) or absent. */
  target: v.nullable(v.string()),
  /** Columns that are neither features nor target. */
  ignored: v.array(v.string()),
  /** Fitted on the training part only, inverted for predictions. */
  scaling: v.picklist(['standardize', 'none']),
  validationShare: share,
  /** Decides which rows are the validation part. */
  splitSeed: seed,
})

const optimizer = v.variant('id', [
  v.strictObject({ id: v.literal('sgd'), learningRate: rate, momentum: decay }),
  v.strictObject({
    id: v.literal('adam'),
    learningRate: rate,
    beta1: decay,
    beta2: decay,
    epsilon: v.pipe(finite, v.minValue(1e-300, 'epsilon is above 0')),
  }),
])

const training = v.strictObject({
  loss: v.picklist(idsOf(losses)),
  optimizer,
  batchSize: count,
  epochs: count,
  shuffle: v.boolean(),
  /** Decides the initial weights and the order of the samples. */
  seed,
})

export const projectDocument = v.strictObject({
  formatVersion: v.literal(FORMAT_VERSION),
  id: identifier,
  name,
  network,
  dataset,
  recipe,
  training,
})

export type ProjectDocument = v.InferOutput<typeof projectDocument>
export type Network = ProjectDocument['network']
export type Layer = Network['layers'][number]
export type InputLayer = Extract<Layer, { kind: 'input' }>
export type DenseLayer = Extract<Layer, { kind: 'dense' }>
export type Connection = Network['connections'][number]
export type Dataset = ProjectDocument['dataset']
export type TableDataset = Extract<Dataset, { kind: 'table' }>
export type Column = TableDataset['columns'][number]
export type Recipe = ProjectDocument['recipe']
export type TrainingSettings = ProjectDocument['training']
export type OptimizerSettings = TrainingSettings['optimizer']
