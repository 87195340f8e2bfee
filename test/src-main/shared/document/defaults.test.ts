import { blankDocument, documentForDataset } from '@shared/document/defaults'
import { encodedShape } from '@shared/document/encoding'
import { readDocument } from '@shared/document/read'
import { type Dataset } from '@shared/document/schema'
import { inferShapes } from '@shared/document/shapes'
import { expect, test } from 'vitest'

const dataset: Dataset = {
  kind: 'table',
  name: 'cars.csv',
  table: 'b'.repeat(64),
  rows: 4,
  columns: [
    { kind: 'number', name: 'power' },
    { kind: 'category', name: 'fuel', categories: ['diesel', 'petrol'] },
    { kind: 'number', name: 'price' },
  ],
}
const options = { id: 'cars', name: 'Cars', dataset }

test('the empty project is a valid document that waits for its data', () => {
  const blank = blankDocument('untitled', 'Untitled')
  expect(readDocument(structuredClone(blank), 'x')).toEqual({ ok: true, value: blank })
  expect(inferShapes(blank).problems).toEqual([
    { layer: null, message: 'There is no data. Open a CSV file or an example.' },
  ])
})

test('numbers to predict: a linear output and mean squared error', () => {
  const document = documentForDataset({
    ...options,
    target: 'price',
    hidden: [5],
    seed: 9,
    validationShare: 0.5,
    scaling: 'none',
  })
  expect(inferShapes(document).problems).toEqual([])
  expect({ recipe: document.recipe, training: document.training }).toEqual({
    recipe: {
      target: 'price',
      ignored: [],
      sampleWeights: null,
      scaling: 'none',
      validationShare: 0.5,
      splitSeed: 9,
    },
    training: {
      loss: 'mean-squared-error',
      optimizer: { id: 'adam', learningRate: 0.005, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
      schedule: { id: 'constant' },
      regularization: { l1: 0, l2: 0 },
      clipping: { id: 'none' },
      classWeights: 'none',
      earlyStopping: null,
      metrics: [],
      measureEvery: 1,
      updateOrder: 'simultaneous',
      precision: 'float64',
      batchSize: 16,
      epochs: 200,
      shuffle: true,
      seed: 9,
    },
  })
  expect(Object.entries(inferShapes(document).layers).map(([id, { units }]) => [id, units])).toEqual([
    ['input', 3],
    ['dense-1', 5],
    ['output', 1],
  ])
})

test('classes to predict: softmax and cross-entropy', () => {
  const document = documentForDataset({ ...options, target: 'fuel', hidden: [] })
  expect(inferShapes(document).problems).toEqual([])
  expect([document.training.loss, document.network.layers.at(-1)]).toMatchObject([
    'categorical-cross-entropy',
    { units: 2, activation: 'softmax' },
  ])
})

test('the columns that the network sees and gives', () => {
  expect(encodedShape(documentForDataset({ ...options, target: 'fuel' }))).toEqual({
    features: [
      { column: 'power', label: 'power' },
      { column: 'price', label: 'price' },
    ],
    targets: [
      { column: 'fuel', category: 'diesel', label: 'diesel' },
      { column: 'fuel', category: 'petrol', label: 'petrol' },
    ],
    task: 'classification',
  })
  expect(encodedShape(documentForDataset({ ...options, target: 'price' })).features).toEqual([
    { column: 'power', label: 'power' },
    { column: 'fuel', category: 'diesel', label: 'fuel = diesel' },
    { column: 'fuel', category: 'petrol', label: 'fuel = petrol' },
  ])
})

test('a small network computes in float64, one of 100,000 weights and more in float32', () => {
  const precisionOf = (hidden: readonly number[]): string =>
    documentForDataset({ ...options, target: 'fuel', hidden }).training.precision
  expect(precisionOf([8])).toBe('float64')
  expect(precisionOf([300, 320])).toBe('float64')
  expect(precisionOf([310, 330])).toBe('float32')
})
