import { denseLayer, inputLayer } from '@shared/document/defaults'
import { type DenseLayer, type InputLayer, type ProjectDocument } from '@shared/document/schema'
import { inferShapes } from '@shared/document/shapes'
import { describe, expect, test } from 'vitest'
import { curveDocument, inlineDocument, skipConnections } from '../../../helpers/documents'

const graph = inlineDocument({
  features: [[1, 2]],
  targets: [[1]],
  layers: [
    denseLayer('first', 'First', { units: 3 }),
    denseLayer('second', 'Second', { units: 4 }),
    denseLayer('output', 'Output', { units: 1 }),
  ],
  connections: skipConnections,
})

test('shapes and parameter counts of a graph', () => {
  expect(inferShapes(graph)).toEqual({
    layers: {
      input: { inputs: 2, shape: [2], units: 2, parameters: 0, sources: [] },
      first: { inputs: 2, shape: [3], units: 3, parameters: 9, sources: ['input'] },
      second: { inputs: 3, shape: [4], units: 4, parameters: 16, sources: ['first'] },
      output: { inputs: 9, shape: [1], units: 1, parameters: 10, sources: ['second', 'input', 'first'] },
    },
    order: ['input', 'first', 'second', 'output'],
    inputLayer: 'input',
    outputLayer: 'output',
    parameters: 35,
    problems: [],
  })
})

test('the order does not depend on the order of the list', () => {
  const layers = graph.network.layers.toReversed()
  const shapes = inferShapes({ ...graph, network: { ...graph.network, layers } })
  expect(shapes.order).toEqual(['input', 'first', 'second', 'output'])
  expect(shapes.problems).toEqual([])
})

const document = curveDocument()
const withNetwork = (network: Partial<ProjectDocument['network']>, changes: Partial<ProjectDocument> = {}) => ({
  ...document,
  ...changes,
  network: { ...document.network, ...network },
})
const [input, hidden, output] = document.network.layers as [InputLayer, DenseLayer, DenseLayer]
const inline = document.dataset
const withData = (dataset: Partial<Extract<typeof inline, { kind: 'inline' }>>): ProjectDocument => ({
  ...document,
  dataset: { ...inline, ...dataset } as typeof inline,
})
const table = (columns: Extract<ProjectDocument['dataset'], { kind: 'table' }>['columns'], target: string | null) => ({
  ...document,
  dataset: { kind: 'table' as const, name: 'a.csv', table: '0'.repeat(64), rows: 3, columns },
  recipe: { ...document.recipe, target },
})

describe('every problem has its sentence and its layer', () => {
  test.each<[string, ProjectDocument, { layer: string | null; message: string }[]]>([
    ['nothing', document, []],
    [
      'two layers of the same id',
      withNetwork({ layers: [input, hidden, output, { ...output, name: 'Twin' }] }),
      [
        { layer: null, message: 'Two layers have the same id. Give each its own.' },
        { layer: null, message: 'The network has 2 output layers (Output, Twin). Leave exactly one.' },
      ],
    ],
    [
      'a connection from nowhere',
      withNetwork({ connections: [...document.network.connections, { from: 'ghost', to: 'output' }] }),
      [{ layer: null, message: 'A connection refers to a layer "ghost" that does not exist. Remove it.' }],
    ],
    [
      'a loop',
      withNetwork({
        connections: [
          { from: 'input', to: 'hidden' },
          { from: 'hidden', to: 'output' },
          { from: 'output', to: 'hidden' },
        ],
      }),
      [
        { layer: 'hidden', message: "Hidden is part of a loop. Remove one of the loop's connections." },
        { layer: 'output', message: "Output is part of a loop. Remove one of the loop's connections." },
        { layer: null, message: 'The network has no output layer. Add one.' },
      ],
    ],
    [
      'no input layer',
      withNetwork({ layers: [hidden, output], connections: [{ from: 'hidden', to: 'output' }] }),
      [
        { layer: 'hidden', message: 'Nothing leads into Hidden. Connect a layer to it or remove it.' },
        { layer: null, message: 'The network has no input layer. Add one.' },
      ],
    ],
    [
      'two input layers for one feature',
      withNetwork({
        layers: [input, { ...inputLayer(1), id: 'other', name: 'Other' }, hidden, output],
        connections: [...document.network.connections, { from: 'other', to: 'hidden' }],
      }),
      [
        {
          layer: 'input',
          message: 'The data has 1 feature, but the input layers have 2 units in all. Correct their units.',
        },
      ],
    ],
    [
      'a connection into the input layer',
      withNetwork({
        layers: [{ ...inputLayer(1), id: 'other', name: 'Other' }, input, hidden, output],
        connections: [...document.network.connections, { from: 'other', to: 'input' }],
      }),
      [
        { layer: 'input', message: 'Input is an input layer; nothing may lead into it.' },
        {
          layer: 'other',
          message: 'The data has 1 feature, but the input layers have 2 units in all. Correct their units.',
        },
      ],
    ],
    [
      'a connection that is there twice',
      withNetwork({ connections: [...document.network.connections, { from: 'hidden', to: 'output' }] }),
      [{ layer: 'output', message: 'The same layer is connected to Output twice. Remove one connection.' }],
    ],
    [
      'an input layer that leads nowhere',
      withNetwork({ layers: [input, output], connections: [] }),
      [
        { layer: 'output', message: 'Nothing leads into Output. Connect a layer to it or remove it.' },
        { layer: 'input', message: 'Input leads nowhere. Connect it to a layer.' },
      ],
    ],
    [
      'exact weights of another shape',
      withNetwork({ layers: [input, { ...hidden, initialWeights: [[1, 2]] }, output] }),
      [{ layer: 'hidden', message: 'The initial weights of Hidden are not 3 x 1. Correct or remove them.' }],
    ],
    [
      'exact biases of another number',
      withNetwork({ layers: [input, { ...hidden, initialBiases: [1, 2] }, output] }),
      [{ layer: 'hidden', message: 'Hidden has 2 initial biases for 3 units. Correct or remove them.' }],
    ],
    [
      'cross-entropy without softmax',
      { ...document, training: { ...document.training, loss: 'categorical-cross-entropy' } },
      [
        {
          layer: 'output',
          message:
            'Cross-entropy needs probabilities: set the activation of Output to softmax, or choose another loss.',
        },
      ],
    ],
    [
      'no data',
      { ...document, dataset: { kind: 'none' } },
      [{ layer: null, message: 'There is no data. Open a CSV file or an example.' }],
    ],
    [
      'another number of features',
      withNetwork({ layers: [inputLayer(2), hidden, output] }),
      [{ layer: 'input', message: 'The data has 1 feature, but Input has 2 units. Set its units to 1.' }],
    ],
    [
      'another number of targets',
      withNetwork({ layers: [input, hidden, { ...output, units: 3 }] }),
      [{ layer: 'output', message: 'The data has 1 target value, but Output has 3 units. Set its units to 1.' }],
    ],
    [
      'no feature and no target',
      table([], null),
      [
        { layer: 'input', message: 'No feature column is left. Choose at least one.' },
        { layer: 'output', message: 'No target column is chosen. Choose one on the Data page.' },
      ],
    ],
    [
      'no rows',
      withData({ features: [], targets: [] }),
      [{ layer: null, message: 'The data has no rows. Give at least one.' }],
    ],
    [
      'rows without a target',
      withData({ targets: [[1]] }),
      [
        {
          layer: null,
          message: 'The data has 11 rows of features and 1 row of targets. Give one target row per feature row.',
        },
      ],
    ],
    [
      'a row of features of another length',
      withData({ features: [[1], [1, 2]], targets: [[1], [1]] }),
      [{ layer: null, message: 'Row 1 of the features has not 1 values. Correct it.' }],
    ],
    [
      'a row of targets of another length',
      withData({ features: [[1], [1]], targets: [[1], []] }),
      [{ layer: null, message: 'Row 1 of the targets has not 1 values. Correct it.' }],
    ],
  ])('%s', (_name, bad, problems) => {
    expect(inferShapes(bad).problems.map(({ layer, message }) => ({ layer, message }))).toEqual(problems)
  })
})

test('the table of problems and its columns', () => {
  const fitting = table(
    [
      { kind: 'number', name: 'x' },
      { kind: 'number', name: 'y' },
    ],
    'y',
  )
  expect(inferShapes(fitting).problems).toEqual([])
})
