import { denseLayer, newLayer } from '@shared/document/defaults'
import { type Connection, type InputLayer, type Layer, type ProjectDocument } from '@shared/document/schema'
import { inferShapes } from '@shared/document/shapes'
import { describe, expect, test } from 'vitest'
import { curveDocument, documentAt, inlineDocument } from '../../../helpers/documents'

const document = curveDocument()

function withSampleWeights(sampleWeights: number[]): ProjectDocument {
  if (document.dataset.kind !== 'inline') throw new Error('the curve is inline')
  return { ...document, dataset: { ...document.dataset, sampleWeights } }
}

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
      withSampleWeights([1, 2]),
      { layer: null, message: 'The data has 11 rows and 2 sample weights. Give one weight per row.' },
    ],
  ])('%s', (_name, bad, problem) => {
    expect(inferShapes(bad).problems).toContainEqual(expect.objectContaining(problem))
  })

  test.each([
    ['species', 'The column of sample weights, species, holds text. Choose a column of numbers, or none.'],
    ['ghost', 'The column of sample weights, ghost, does not exist. Choose a column of numbers, or none.'],
  ])('a column %s of sample weights', (sampleWeights, message) => {
    const bad = documentAt('test/fixtures/documents/format-1-iris.json')
    const { problems } = inferShapes({ ...bad, recipe: { ...bad.recipe, sampleWeights } })
    expect(problems).toContainEqual(expect.objectContaining({ layer: null, message }))
  })
})
