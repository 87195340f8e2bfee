import { denseLayer, inputLayer, newLayer } from '@shared/document/defaults'
import {
  type Connection,
  type DenseLayer,
  type InputLayer,
  type Layer,
  type ProjectDocument,
} from '@shared/document/schema'
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
    expect(inferShapes(bad).problems).toEqual(problems)
  })
})

/** Rows of 12 features through any layers to one number. */
const wide = (layers: readonly Layer[], connections?: readonly Connection[]): ProjectDocument =>
  inlineDocument({
    features: [Array.from({ length: 12 }, (_, index) => index)],
    targets: [[1]],
    layers,
    ...(connections ? { connections } : {}),
  })
const withInput = (document: ProjectDocument, shape: InputLayer['shape']): ProjectDocument => ({
  ...document,
  network: {
    ...document.network,
    layers: document.network.layers.map((layer) => (layer.kind === 'input' ? { ...layer, shape } : layer)),
  },
})
const one = denseLayer('output', 'Output', { units: 1 })
const ofKind = (kind: Parameters<typeof newLayer>[0], id: string = kind): Layer => newLayer(kind, id, id)

describe('what layers of every kind give', () => {
  test('a residual network', () => {
    const document = wide(
      [
        denseLayer('first', 'First', { units: 5, bias: 'shared' }),
        ofKind('batch-normalization'),
        ofKind('activation'),
        ofKind('dropout'),
        denseLayer('second', 'Second', { units: 5, bias: 'none' }),
        ofKind('layer-normalization'),
        ofKind('add'),
        ofKind('concatenate'),
        one,
      ],
      [
        { from: 'input', to: 'first' },
        { from: 'first', to: 'batch-normalization' },
        { from: 'batch-normalization', to: 'activation' },
        { from: 'activation', to: 'dropout' },
        { from: 'dropout', to: 'second' },
        { from: 'second', to: 'layer-normalization' },
        { from: 'first', to: 'add' },
        { from: 'layer-normalization', to: 'add' },
        { from: 'add', to: 'concatenate' },
        { from: 'input', to: 'concatenate' },
        { from: 'concatenate', to: 'output' },
      ],
    )
    const { layers, problems } = inferShapes(document)
    expect(problems).toEqual([])
    expect(
      Object.entries(layers).map(
        ([id, { inputs, shape, parameters }]) => `${id} ${inputs} [${shape.join()}] ${parameters}`,
      ),
    ).toEqual([
      'input 12 [12] 0',
      'first 12 [5] 61',
      'batch-normalization 5 [5] 10',
      'activation 5 [5] 0',
      'dropout 5 [5] 0',
      'second 5 [5] 25',
      'layer-normalization 5 [5] 10',
      'add 10 [5] 0',
      'concatenate 17 [17] 0',
      'output 17 [1] 18',
    ])
  })

  test('an image stays one until it is flattened', () => {
    const layers = [ofKind('batch-normalization'), ofKind('activation'), ofKind('flatten'), one]
    const { layers: shapes, problems } = inferShapes(withInput(wide(layers), [2, 3, 2]))
    expect(problems).toEqual([])
    expect(Object.entries(shapes).map(([id, { shape }]) => `${id} ${shape.join(' x ')}`)).toEqual([
      'input 2 x 3 x 2',
      'batch-normalization 2 x 3 x 2',
      'activation 2 x 3 x 2',
      'flatten 12',
      'output 1',
    ])
  })
})

describe('every problem of the other kinds has its sentence and its layer', () => {
  const both = (kind: Parameters<typeof newLayer>[0]): ProjectDocument =>
    wide(
      [denseLayer('first', 'First', { units: 3 }), ofKind(kind), one],
      [
        { from: 'input', to: 'first' },
        { from: 'input', to: kind },
        { from: 'first', to: kind },
        { from: kind, to: 'output' },
      ],
    )
  test.each<[string, ProjectDocument, { layer: string | null; message: string }]>([
    ...(['activation', 'dropout', 'batch-normalization', 'layer-normalization', 'flatten'] as const).map(
      (kind): [string, ProjectDocument, { layer: string; message: string }] => [
        `two layers into ${kind}`,
        both(kind),
        {
          layer: kind,
          message: `${kind} takes one layer, but 2 lead into it. Put an Add or Concatenate layer before it.`,
        },
      ],
    ),
    [
      'a sum of different shapes',
      both('add'),
      {
        layer: 'add',
        message:
          'add adds layers of one shape, but 12 numbers and 3 numbers enter it. Give its sources the same units.',
      },
    ],
    [
      'an image into a dense layer',
      withInput(wide([one]), [2, 3, 2]),
      {
        layer: 'output',
        message: 'Output takes a row of numbers, but 2 x 3 x 2 enter it. Put a Flatten layer before it.',
      },
    ],
    [
      'an image into a concatenation',
      withInput(wide([ofKind('concatenate'), one]), [2, 3, 2]),
      {
        layer: 'concatenate',
        message: 'concatenate joins rows of numbers, but 2 x 3 x 2 enter it. Put a Flatten layer before it.',
      },
    ],
    [
      'a mask of another shape',
      wide([{ ...one, mask: [[1, 0]] }]),
      { layer: 'output', message: 'The mask of Output is not 1 x 12. Correct or remove it.' },
    ],
    [
      'biases of a layer that has one',
      wide([denseLayer('first', 'First', { units: 2, bias: 'shared', initialBiases: [1, 2] }), one]),
      { layer: 'first', message: 'First has 2 initial biases for 1 bias. Correct or remove them.' },
    ],
    [
      'a layer on its own',
      wide([one, ofKind('dropout')], [{ from: 'input', to: 'output' }]),
      { layer: 'dropout', message: 'Nothing leads into dropout. Connect a layer to it or remove it.' },
    ],
    [
      'binary cross-entropy without a sigmoid',
      { ...wide([one]), training: { ...document.training, loss: 'binary-cross-entropy' } },
      {
        layer: 'output',
        message:
          'Binary cross-entropy needs probabilities: set the activation of Output to sigmoid, or choose another loss.',
      },
    ],
    [
      'cross-entropy of a dropout layer',
      { ...wide([one, ofKind('dropout')]), training: { ...document.training, loss: 'categorical-cross-entropy' } },
      {
        layer: 'dropout',
        message: 'Cross-entropy needs probabilities: set the activation of dropout to softmax, or choose another loss.',
      },
    ],
    [
      'sample weights for other rows',
      withData({ sampleWeights: [1, 2] }),
      { layer: null, message: 'The data has 11 rows and 2 sample weights. Give one weight per row.' },
    ],
  ])('%s', (_name, bad, problem) => {
    expect(inferShapes(bad).problems).toContainEqual(problem)
  })

  test.each([
    ['colour', 'The column of sample weights, colour, holds text. Choose a column of numbers, or none.'],
    ['ghost', 'The column of sample weights, ghost, does not exist. Choose a column of numbers, or none.'],
  ])('a column %s of sample weights', (sampleWeights, message) => {
    const bad = table(
      [
        { kind: 'number', name: 'x' },
        { kind: 'number', name: 'y' },
        { kind: 'category', name: 'colour', categories: ['blue', 'red'] },
      ],
      'y',
    )
    const { problems } = inferShapes({ ...bad, recipe: { ...bad.recipe, sampleWeights } })
    expect(problems).toContainEqual({ layer: null, message })
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
