import { fixProblem, fitToData } from '@shared/document/commands'
import { chain, denseLayer, inputLayer, newLayer } from '@shared/document/defaults'
import { type Layer, type ProjectDocument } from '@shared/document/schema'
import { inferShapes } from '@shared/document/shapes'
import { describe, expect, test } from 'vitest'
import { curveDocument, documentAt, inlineDocument } from '../../../../helpers/documents'

const iris = documentAt('test/fixtures/documents/format-1-iris.json')
const curve = curveDocument()
const output = (changes: Parameters<typeof denseLayer>[2] = {}): Layer => denseLayer('output', 'Output', changes)

const withNetwork = (document: ProjectDocument, network: Partial<ProjectDocument['network']>): ProjectDocument => ({
  ...document,
  network: { ...document.network, ...network },
})
const inARow = (document: ProjectDocument, ...layers: Layer[]): ProjectDocument => withNetwork(document, chain(layers))
const messages = (document: ProjectDocument): string[] => inferShapes(document).problems.map(({ message }) => message)

const softmax = output({ units: 3, activation: 'softmax' })
const dense = denseLayer('a', 'A', { units: 4 })
const troubled: [label: string, document: ProjectDocument][] = [
  ['Set features to 4', inARow(iris, inputLayer(2), softmax)],
  ['Set units to 3', inARow(iris, inputLayer(4), output({ units: 5, activation: 'softmax' }))],
  [
    'Set units of A to 3',
    inARow(iris, inputLayer(4), dense, { ...newLayer('activation', 'end', 'End'), activation: 'softmax' } as Layer),
  ],
  [
    'Use sigmoid',
    inlineDocument({
      features: [[1], [2]],
      targets: [[0], [1]],
      layers: [output({ units: 1, activation: 'softmax' })],
      training: { loss: 'categorical-cross-entropy' },
    }),
  ],
  ['Use softmax', inARow(iris, inputLayer(4), output({ units: 3, activation: 'tanh' }))],
  [
    'Use cross-entropy',
    { ...inARow(iris, inputLayer(4), softmax), training: { ...iris.training, loss: 'binary-cross-entropy' } },
  ],
  ['Use mean squared error', { ...curve, training: { ...curve.training, loss: 'categorical-cross-entropy' } }],
  [
    'Use concatenate',
    withNetwork(iris, {
      layers: [inputLayer(4), dense, denseLayer('b', 'B', { units: 2 }), newLayer('add', 'add', 'Sum'), softmax],
      connections: [
        { from: 'input', to: 'a' },
        { from: 'input', to: 'b' },
        { from: 'a', to: 'add' },
        { from: 'b', to: 'add' },
        { from: 'add', to: 'output' },
      ],
    }),
  ],
  [
    'Remove A',
    withNetwork(iris, {
      layers: [inputLayer(4), dense, softmax],
      connections: [
        { from: 'input', to: 'output' },
        { from: 'a', to: 'output' },
      ],
    }),
  ],
  [
    'Put Flatten before it',
    inARow(iris, { ...inputLayer(4), shape: [2, 2, 1] }, output({ units: 3, activation: 'softmax' })),
  ],
  [
    'Put Concatenate before it',
    withNetwork(iris, {
      layers: [inputLayer(4), dense, newLayer('dropout', 'dropout', 'Dropout'), softmax],
      connections: [
        { from: 'input', to: 'a' },
        { from: 'a', to: 'dropout' },
        { from: 'input', to: 'dropout' },
        { from: 'dropout', to: 'output' },
      ],
    }),
  ],
  [
    'Remove one',
    withNetwork(iris, {
      layers: [inputLayer(4), softmax],
      connections: [
        { from: 'input', to: 'output' },
        { from: 'input', to: 'output' },
      ],
    }),
  ],
  [
    'Remove the connection',
    withNetwork(iris, { connections: [...iris.network.connections, { from: 'ghost', to: 'output' }] }),
  ],
  ['Draw its weights from the seed', inARow(iris, inputLayer(4), { ...softmax, initialWeights: [[1]] } as Layer)],
  ['Start its biases at 0', inARow(iris, inputLayer(4), { ...softmax, initialBiases: [1] } as Layer)],
  ['Connect all units', inARow(iris, inputLayer(4), { ...softmax, mask: [[1]] } as Layer)],
  ['Use no sample weights', { ...iris, recipe: { ...iris.recipe, sampleWeights: 'ghost' } }],
]

describe('the fix of a problem', () => {
  test.each(troubled)('%s', (label, document) => {
    const problems = inferShapes(document).problems
    const mended = problems.map((problem) => ({ problem, command: fixProblem(document, problem) }))
    expect(mended.map(({ command }) => command?.label)).toContain(label)
    for (const { problem, command } of mended) {
      if (!command) continue
      const left = messages(command.apply(document))
      expect(left).not.toContain(problem.message)
      expect(messages(document)).toEqual(expect.arrayContaining(left))
    }
  })

  test('an input layer where there is none', () => {
    const document = withNetwork(iris, { layers: [softmax], connections: [] })
    const [problem] = inferShapes(document).problems.filter(({ message }) => message.includes('no input layer'))
    const fixed = problem && fixProblem(document, problem)?.apply(document)
    expect(fixed && messages(fixed)).toEqual([])
  })

  test('is not offered where it would only trade one problem for another', () => {
    const document = withNetwork(iris, {
      layers: [
        inputLayer(4),
        dense,
        newLayer('add', 'add', 'Sum'),
        { ...newLayer('activation', 'end', 'End'), activation: 'softmax' } as Layer,
      ],
      connections: [
        { from: 'input', to: 'a' },
        { from: 'input', to: 'add' },
        { from: 'a', to: 'add' },
        { from: 'add', to: 'end' },
      ],
    })
    const [units] = inferShapes(document).problems.filter(({ message }) => message.includes('target value'))
    expect(units && fixProblem(document, units)).toBeNull()
  })

  test('fitting to the data mends input, output and loss at once', () => {
    const document = {
      ...inARow(iris, inputLayer(1), output({ units: 9 })),
      training: { ...iris.training, loss: 'huber' as const },
    }
    const command = fitToData()
    expect(command.label).toBe('Fit to my data')
    const fitted = command.apply(document)
    expect(messages(fitted)).toEqual([])
    expect(fitted.training.loss).toBe('categorical-cross-entropy')
  })
})
