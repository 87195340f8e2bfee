import { readdirSync } from 'node:fs'
import { activations } from '@shared/catalog/activations'
import { idsOf } from '@shared/catalog/entry'
import { initializers } from '@shared/catalog/initializers'
import { layerKinds } from '@shared/catalog/layers'
import { losses } from '@shared/catalog/losses'
import { metrics } from '@shared/catalog/metrics'
import { optimizers } from '@shared/catalog/optimizers'
import { readDocument } from '@shared/document/read'
import { describe, expect, test } from 'vitest'
import { curveDocument, fixture, inRepository } from '../../../helpers/documents'

const examples = readdirSync(inRepository('resources/examples')).filter(
  (name) => name.endsWith('.json') && name !== 'index.json',
)

test.each(examples)('the example document %s names every field and is read as it is', (name) => {
  const json = fixture(`resources/examples/${name}`)
  expect(readDocument(json, name)).toEqual({ ok: true, value: json })
})

/** The ids of a catalog as a sentence names them. */
const oneOf = (catalog: Parameters<typeof idsOf>[0]): string =>
  `(${idsOf(catalog)
    .map((id) => `"${id}"`)
    .join(' | ')})`

/** The curve's document with one place set to something; `undefined` removes it. */
function changed(path: readonly (string | number)[], value: unknown): unknown {
  const document: unknown = structuredClone(curveDocument())
  let place = document as Record<string | number, unknown>
  for (const key of path.slice(0, -1)) place = place[key] as Record<string | number, unknown>
  const last = path.at(-1) ?? ''
  if (value === undefined) Reflect.deleteProperty(place, last)
  else place[last] = value
  return document
}

describe('a bad document is refused with the place and the reason', () => {
  const layer = ['network', 'layers', 1]
  test.each<[(string | number)[], unknown, string]>([
    [['name'], 5, 'name is not valid: Invalid type: Expected string but received 5'],
    [['name'], 'x'.repeat(201), 'name is not valid: a name has at most 200 characters'],
    [['name'], undefined, 'name is not valid: Invalid key: Expected "name" but received undefined'],
    [['id'], '1st', 'id is not valid: an id starts with a letter and has letters, digits, - and _ only'],
    [['id'], 'a'.repeat(65), 'id is not valid: an id starts with a letter and has letters, digits, - and _ only'],
    [['extra'], 1, 'extra is not valid: Invalid key: Expected never but received "extra"'],
    [[...layer, 'units'], 0, 'network.layers[1].units is not valid: a count is at least 1'],
    [[...layer, 'units'], 1.5, 'network.layers[1].units is not valid: a count is a whole number'],
    [[...layer, 'units'], 1_000_001, 'network.layers[1].units is not valid: a layer has at most 1,000,000 units'],
    [
      [...layer, 'kind'],
      'conv',
      `network.layers[1].kind is not valid: Invalid type: Expected ${oneOf(layerKinds)} but received "conv"`,
    ],
    [
      [...layer, 'activation'],
      'gloo',
      `network.layers[1].activation is not valid: Invalid type: Expected ${oneOf(activations)} but received "gloo"`,
    ],
    [
      [...layer, 'initializer'],
      'zeros',
      'network.layers[1].initializer is not valid: Invalid type: Expected Object but received "zeros"',
    ],
    [
      [...layer, 'initializer', 'id'],
      'zero',
      `network.layers[1].initializer.id is not valid: Invalid type: Expected ${oneOf(initializers)} but received "zero"`,
    ],
    [
      [...layer, 'initializer'],
      { id: 'normal', deviation: -1 },
      'network.layers[1].initializer.deviation is not valid: must be at least 0',
    ],
    [
      [...layer, 'bias'],
      'one',
      'network.layers[1].bias is not valid: Invalid type: Expected ("per-unit" | "shared" | "none") but received "one"',
    ],
    [
      [...layer, 'mask'],
      [[1], [2], [0]],
      'network.layers[1].mask[1][0] is not valid: Invalid type: Expected (0 | 1) but received 2',
    ],
    [
      ['network', 'layers', 0, 'shape'],
      [28, 28],
      'network.layers[0].shape is not valid: a shape is [features] or [height, width, channels]',
    ],
    [
      layer,
      { kind: 'dropout', id: 'hidden', name: 'Hidden', rate: 1 },
      'network.layers[1].rate is not valid: must be at most 0.99',
    ],
    [
      layer,
      { kind: 'batch-normalization', id: 'hidden', name: 'Hidden', momentum: 0 },
      'network.layers[1].momentum is not valid: must be above 0',
    ],
    [
      layer,
      { kind: 'add', id: 'hidden', name: 'Hidden', units: 3 },
      'network.layers[1].units is not valid: Invalid key: Expected never but received "units"',
    ],
    [
      [...layer, 'freezeWeights'],
      'yes',
      'network.layers[1].freezeWeights is not valid: Invalid type: Expected boolean but received "yes"',
    ],
    [
      [...layer, 'initialWeights'],
      [[1], ['a']],
      'network.layers[1].initialWeights[1][0] is not valid: Invalid type: Expected number but received "a"',
    ],
    [
      [...layer, 'initialWeights'],
      [[Infinity]],
      'network.layers[1].initialWeights[0][0] is not valid: a number must be finite',
    ],
    [
      [...layer, 'initialBiases'],
      null,
      'network.layers[1].initialBiases is not valid: Invalid type: Expected Array but received null',
    ],
    [
      ['network', 'connections', 0],
      { from: 'input' },
      'network.connections[0].to is not valid: Invalid key: Expected "to" but received undefined',
    ],
    [
      ['network', 'layout', 'input'],
      { x: 1, y: Number.NaN },
      'network.layout.input.y is not valid: Invalid type: Expected number but received NaN',
    ],
    [
      ['network', 'layout', '1'],
      { x: 1, y: 1 },
      'network.layout.1 is not valid: an id starts with a letter and has letters, digits, - and _ only',
    ],
    [
      ['dataset', 'kind'],
      'sql',
      'dataset.kind is not valid: Invalid type: Expected ("none" | "inline" | "table") but received "sql"',
    ],
    [
      ['dataset', 'features', 2],
      [null],
      'dataset.features[2][0] is not valid: Invalid type: Expected number but received null',
    ],
    [
      ['dataset'],
      { kind: 'table', name: 'a', table: 'abc', rows: 2, columns: [] },
      'dataset.table is not valid: a table is named by its SHA-256',
    ],
    [
      ['dataset'],
      { kind: 'table', name: 'a', table: '0'.repeat(64), rows: 0, columns: [] },
      'dataset.rows is not valid: Invalid value: Expected >=1 but received 0',
    ],
    [['recipe', 'target'], 3, 'recipe.target is not valid: Invalid type: Expected string but received 3'],
    [
      ['recipe', 'scaling'],
      'minmax',
      'recipe.scaling is not valid: Invalid type: Expected ("standardize" | "none") but received "minmax"',
    ],
    [['recipe', 'validationShare'], 0.91, 'recipe.validationShare is not valid: a share is at most 0.9'],
    [['recipe', 'validationShare'], -0.1, 'recipe.validationShare is not valid: a share is at least 0'],
    [['recipe', 'splitSeed'], 4_294_967_296, 'recipe.splitSeed is not valid: a seed is below 2^32'],
    [['training', 'seed'], -1, 'training.seed is not valid: a seed is at least 0'],
    [['training', 'seed'], 0.5, 'training.seed is not valid: a seed is a whole number'],
    [
      ['training', 'loss'],
      'hing',
      `training.loss is not valid: Invalid type: Expected ${oneOf(losses)} but received "hing"`,
    ],
    [['training', 'batchSize'], 0, 'training.batchSize is not valid: a count is at least 1'],
    [['training', 'epochs'], 2.5, 'training.epochs is not valid: a count is a whole number'],
    [
      ['training', 'optimizer', 'id'],
      'lion',
      `training.optimizer.id is not valid: Invalid type: Expected ${oneOf(optimizers)} but received "lion"`,
    ],
    [['training', 'optimizer', 'learningRate'], -1, 'training.optimizer.learningRate is not valid: must be at least 0'],
    [
      ['training', 'optimizer', 'learningRate'],
      1001,
      'training.optimizer.learningRate is not valid: must be at most 1000',
    ],
    [['training', 'optimizer', 'momentum'], 1, 'training.optimizer.momentum is not valid: must be at most 0.999999'],
    [
      ['training', 'schedule'],
      { id: 'step', every: 1.5 },
      'training.schedule.every is not valid: must be a whole number',
    ],
    [
      ['training', 'schedule'],
      { id: 'exponential', factor: 0 },
      'training.schedule.factor is not valid: must be above 0',
    ],
    [['training', 'clipping'], { id: 'norm', limit: 0 }, 'training.clipping.limit is not valid: must be above 0'],
    [['training', 'regularization', 'l2'], -1, 'training.regularization.l2 is not valid: must be at least 0'],
    [
      ['training', 'earlyStopping'],
      { patience: 0 },
      'training.earlyStopping.patience is not valid: must be at least 1',
    ],
    [
      ['training', 'metrics', 0],
      'mse',
      `training.metrics[0] is not valid: Invalid type: Expected ${oneOf(metrics)} but received "mse"`,
    ],
    [['training', 'measureEvery'], -1, 'training.measureEvery is not valid: must be at least 0'],
    [
      ['training', 'precision'],
      'float16',
      'training.precision is not valid: Invalid type: Expected ("float64" | "float32") but received "float16"',
    ],
    [['dataset', 'sampleWeights'], [1, -1], 'dataset.sampleWeights[1] is not valid: must be at least 0'],
    [
      ['training', 'optimizer', 'beta1'],
      0.9,
      'training.optimizer.beta1 is not valid: Invalid key: Expected never but received "beta1"',
    ],
    [['formatVersion'], '1', 'formatVersion is not valid: a whole number from 1 is expected'],
    [['formatVersion'], 0, 'formatVersion is not valid: a whole number from 1 is expected'],
    [['formatVersion'], undefined, 'formatVersion is not valid: a whole number from 1 is expected'],
  ])('%j = %j', (path, value, sentence) => {
    const read = readDocument(changed(path, value), 'my.bpstudio')
    expect(read.ok ? 'read' : read.error.message).toBe(`my.bpstudio: ${sentence}. FORMAT.md describes every field.`)
  })

  test.each([null, 5, 'text', [], true])('%j is no document', (json) => {
    const read = readDocument(json, 'my.bpstudio')
    expect(read.ok ? 'read' : read.error.message).toBe(
      'my.bpstudio: formatVersion is not valid: a whole number from 1 is expected. FORMAT.md describes every field.',
    )
  })
})

test('a newer format is refused, whatever else it holds', () => {
  const json = { formatVersion: 3, anything: 'else' }
  const read = readDocument(json, 'my.bpstudio')
  expect(read.ok ? 'read' : read.error.message).toBe(
    'my.bpstudio was saved by a newer version (format 3, this version reads up to 2). Update Backprop Studio; the file is untouched.',
  )
  expect(json).toEqual({ formatVersion: 3, anything: 'else' })
})
