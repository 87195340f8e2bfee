import { defaultSettings, idsOf } from '@shared/catalog/entry'
import { optimizers } from '@shared/catalog/optimizers'
import { denseLayer } from '@shared/document/defaults'
import { readDocument } from '@shared/document/read'
import { type ProjectDocument } from '@shared/document/schema'
import { valueOf } from '@shared/errors'
import workedExample from '../../resources/examples/worked-example.json?raw'
import iris from '../../resources/data/iris.csv?raw'
import { inlineDocument } from '../helpers/documents'
import { Dice, randomDocument } from '../helpers/random-networks'

export interface NamedDocument {
  readonly name: string
  readonly document: ProjectDocument
}

/** A random network with every optimizer, the two examples that everybody knows, and one that is wide enough for threads. */
export const documents: readonly NamedDocument[] = [
  ...idsOf(optimizers).map((id, index) => ({
    name: `random network with ${id}`,
    document: randomDocument(301 + index, {
      optimizer: defaultSettings(optimizers, id),
      batchSize: 3 + index,
      shuffle: true,
    }),
  })),
  { name: 'worked example', document: valueOf(readDocument(JSON.parse(workedExample), 'worked-example.json')) },
  { name: 'iris', document: irisDocument() },
  { name: 'wide network', document: wideDocument() },
]

function irisDocument(): ProjectDocument {
  const rows = iris
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
  const species = [...new Set(rows.map((row) => row.at(-1)))]
  return inlineDocument({
    features: rows.map((row) => row.slice(0, -1).map(Number)),
    targets: rows.map((row) => species.map((name) => Number(row.at(-1) === name))),
    layers: [
      denseLayer('hidden', 'Hidden', { units: 8 }),
      denseLayer('output', 'Output', { units: species.length, activation: 'softmax' }),
    ],
    recipe: { scaling: 'standardize', validationShare: 0.2 },
    training: {
      loss: 'categorical-cross-entropy',
      optimizer: defaultSettings(optimizers, 'adam'),
      batchSize: 16,
      shuffle: true,
    },
  })
}

/** Images of bytes through every kind of layer that has its own way of sharing out work. */
function wideDocument(): ProjectDocument {
  const dice = new Dice(7)
  const frozen = { freezeWeights: false, freezeBiases: false }
  return inlineDocument({
    features: Array.from({ length: 160 }, () => Array.from({ length: 196 }, () => dice.whole(0, 255))),
    targets: Array.from({ length: 160 }, () => {
      const chosen = dice.whole(0, 9)
      return Array.from({ length: 10 }, (_, index) => Number(index === chosen))
    }),
    layers: [
      denseLayer('first', 'First', { units: 100, activation: 'relu' }),
      { kind: 'batch-normalization', id: 'batch', name: 'Batch', momentum: 0.1, epsilon: 1e-5, ...frozen },
      { kind: 'dropout', id: 'dropout', name: 'Dropout', rate: 0.2 },
      denseLayer('second', 'Second', { units: 61, activation: 'gelu' }),
      { kind: 'layer-normalization', id: 'layer', name: 'Layer', epsilon: 1e-5, ...frozen },
      denseLayer('output', 'Output', { units: 10, activation: 'softmax' }),
    ],
    recipe: { scaling: 'standardize' },
    training: {
      loss: 'categorical-cross-entropy',
      optimizer: defaultSettings(optimizers, 'adam'),
      clipping: { id: 'norm', limit: 1 },
      batchSize: 37,
      shuffle: true,
    },
  })
}
