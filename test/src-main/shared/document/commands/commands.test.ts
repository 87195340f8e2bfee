import {
  addLayer,
  arrange,
  canReorder,
  chainOf,
  chooseOptimizer,
  type Command,
  connect,
  defaultOptimizer,
  disconnect,
  newWeights,
  placeLayer,
  removeLayer,
  renameProject,
  reorderLayer,
  updateLayer,
  updateOptimizer,
  updateRecipe,
  updateTraining,
} from '@shared/document/commands'
import { denseLayer, documentForDataset } from '@shared/document/defaults'
import { diff } from '@shared/document/diff'
import { runFingerprint } from '@shared/document/fingerprint'
import { emptyHistory, record, redo, undo } from '@shared/document/history'
import { readDocument } from '@shared/document/read'
import { type Layer, type ProjectDocument } from '@shared/document/schema'
import { inferShapes } from '@shared/document/shapes'
import { describe, expect, test } from 'vitest'
import { inlineDocument, skipConnections } from '../../../../helpers/documents'

const matrix = (units: number, inputs: number): number[][] =>
  Array.from({ length: units }, (_, unit) => Array.from({ length: inputs }, (_, input) => unit + input / 10))
const biases = (units: number): number[] => Array.from({ length: units }, (_, unit) => unit + 0.5)

/** A chain 2-3-4-5-1 in which every layer has exact weights and biases. */
const exact = inlineDocument({
  features: [[1, 2]],
  targets: [[1]],
  layers: [3, 4, 5, 1].map((units, index) =>
    denseLayer(`dense-${index + 1}`, `Dense ${index + 1}`, {
      units,
      initialWeights: matrix(units, [2, 3, 4, 5][index] ?? 0),
      initialBiases: biases(units),
    }),
  ),
})
const graph = inlineDocument({
  features: [[1, 2]],
  targets: [[1]],
  layers: [
    denseLayer('first', 'First', { units: 3, initialWeights: matrix(3, 2), initialBiases: biases(3) }),
    denseLayer('second', 'Second', { units: 4, initialWeights: matrix(4, 3), initialBiases: biases(4) }),
    denseLayer('output', 'Output', { units: 1, initialWeights: matrix(1, 9), initialBiases: biases(1) }),
  ],
  connections: skipConnections,
})
const flowers = documentForDataset({
  id: 'flowers',
  name: 'Flowers',
  dataset: {
    kind: 'table',
    name: 'flowers.csv',
    table: 'a'.repeat(64),
    rows: 9,
    columns: [
      { kind: 'number', name: 'length' },
      { kind: 'number', name: 'width' },
      { kind: 'category', name: 'colour', categories: ['blue', 'red'] },
      { kind: 'category', name: 'species', categories: ['a', 'b', 'c'] },
    ],
  },
  target: 'species',
})

/** Layers that still have exact weights, and those that still have exact biases. */
function exactParts({ network }: ProjectDocument): { weights: string[]; biases: string[] } {
  const idsWith = (key: 'initialWeights' | 'initialBiases'): string[] =>
    network.layers.filter((layer) => layer.kind === 'dense' && layer[key] !== undefined).map(({ id }) => id)
  return { weights: idsWith('initialWeights'), biases: idsWith('initialBiases') }
}

const unitsOf = ({ network }: ProjectDocument): string =>
  network.layers.map(({ id, units }) => `${id}:${units}`).join(' ')
const wiresOf = ({ network }: ProjectDocument): string =>
  network.connections.map(({ from, to }) => `${from}>${to}`).join(' ')

const all: [string, ProjectDocument, Command][] = [
  ['addLayer behind the input', exact, addLayer('input')],
  ['addLayer in the middle', exact, addLayer('dense-2')],
  ['addLayer behind the output', exact, addLayer('dense-4')],
  ['addLayer in a graph', graph, addLayer('first')],
  ['addLayer on its own', exact, addLayer(null)],
  ['arrange', placeLayer('first', { x: 1, y: 1 }).apply(graph), arrange()],
  ['connect', graph, connect('second', 'first')],
  ['disconnect', graph, disconnect('input', 'output')],
  ['newWeights', exact, newWeights()],
  ['placeLayer', exact, placeLayer('dense-1', { x: 1, y: 2 })],
  ['removeLayer of a chain', exact, removeLayer('dense-2')],
  ['removeLayer of a graph', graph, removeLayer('second')],
  ['renameProject', exact, renameProject('Other')],
  ['reorderLayer', exact, reorderLayer('dense-1', 1)],
  ['updateLayer of units', exact, updateLayer('dense-2', { units: 9 })],
  ['updateLayer of a name', exact, updateLayer('dense-2', { name: 'Middle' })],
  ['updateLayer of the input', exact, updateLayer('input', { units: 7 })],
  ['updateRecipe of the target', flowers, updateRecipe({ target: 'width' })],
  ['updateRecipe of the ignored', flowers, updateRecipe({ ignored: ['colour'] })],
  ['updateTraining', exact, updateTraining({ epochs: 3 })],
  ['updateOptimizer', exact, updateOptimizer({ learningRate: 0.7 })],
  ['chooseOptimizer', exact, chooseOptimizer('adam')],
]

describe.each(all)('%s', (_name, before, command) => {
  const after = command.apply(before)

  test('leaves its argument as it was and gives a valid document', () => {
    const kept = structuredClone(before)
    expect(command.apply(before)).toEqual(after)
    expect(before).toEqual(kept)
    expect(readDocument(JSON.parse(JSON.stringify(after)), 'test')).toEqual({ ok: true, value: after })
    expect(diff(before, after)).not.toEqual([])
  })

  test('can be undone and redone', () => {
    const history = record(emptyHistory, { before, after, label: command.label })
    const undone = undo(after, history)
    expect(undone?.value).toEqual(before)
    expect(undone && redo(undone.value, undone.history)?.value).toEqual(after)
  })

  test('leaves no exact weights or biases that do not fit', () => {
    const messages = inferShapes(after).problems.map(({ message }) => message)
    expect(messages.filter((message) => message.includes('initial'))).toEqual([])
  })
})

describe('exact weights go where what enters the layer changed; its biases stay', () => {
  const every = ['dense-1', 'dense-2', 'dense-3', 'dense-4']
  const without = (...ids: string[]): string[] => every.filter((id) => !ids.includes(id))
  test.each<[string, Command, { weights: string[]; biases: string[] }]>([
    ['a new layer behind the input', addLayer('input'), { weights: without('dense-1'), biases: every }],
    ['a new layer at the end', addLayer('dense-4'), { weights: every, biases: every }],
    ['a layer removed', removeLayer('dense-2'), { weights: without('dense-2', 'dense-3'), biases: without('dense-2') }],
    [
      'units changed',
      updateLayer('dense-2', { units: 9 }),
      { weights: without('dense-2', 'dense-3'), biases: without('dense-2') },
    ],
    ['units set to what they are', updateLayer('dense-2', { units: 4 }), { weights: every, biases: every }],
    ['input units changed', updateLayer('input', { units: 3 }), { weights: without('dense-1'), biases: every }],
    ['an activation changed', updateLayer('dense-2', { activation: 'relu' }), { weights: every, biases: every }],
    ['a connection more', connect('input', 'dense-3'), { weights: without('dense-3'), biases: every }],
    ['a connection less', disconnect('dense-2', 'dense-3'), { weights: without('dense-3'), biases: every }],
    ['a connection that is there already', connect('dense-2', 'dense-3'), { weights: every, biases: every }],
    ['a connection less that is not there', disconnect('input', 'dense-3'), { weights: every, biases: every }],
    ['a layer connected to itself', connect('dense-2', 'dense-2'), { weights: every, biases: every }],
    [
      'a layer moved',
      reorderLayer('dense-2', -1),
      { weights: without('dense-1', 'dense-2', 'dense-3'), biases: every },
    ],
    ['new weights', newWeights(), { weights: [], biases: [] }],
    ['a card moved', placeLayer('dense-2', { x: 0, y: 0 }), { weights: every, biases: every }],
    ['another rate', updateOptimizer({ learningRate: 1 }), { weights: every, biases: every }],
  ])('%s', (_name, command, expected) => {
    const { weights, biases: kept } = exactParts(command.apply(exact))
    expect({ weights: weights.toSorted(), biases: kept.toSorted() }).toEqual(expected)
  })
})

describe('what commands make', () => {
  test('addLayer goes between a layer and all it feeds', () => {
    const after = addLayer('first').apply(graph)
    expect(unitsOf(after)).toBe('input:2 first:3 dense-1:8 second:4 output:1')
    expect(wiresOf(after)).toBe('input>first dense-1>second second>output input>output dense-1>output first>dense-1')
    expect(inferShapes(after).problems).toEqual([])
  })

  test('addLayer takes the first free number', () => {
    const after = addLayer('dense-1').apply(removeLayer('dense-3').apply(exact))
    expect(unitsOf(after)).toBe('input:2 dense-1:3 dense-3:8 dense-2:4 dense-4:1')
  })

  test('removeLayer closes the gap on the canvas', () => {
    const { layout } = removeLayer('dense-2').apply(arrange().apply(exact)).network
    const columns = ['input', 'dense-1', 'dense-3', 'dense-4'].map((id) => layout[id]?.x ?? Number.NaN)
    const [first = 0, second = 0] = columns
    expect(columns).toEqual([0, 1, 2, 3].map((column) => first + column * (second - first)))
    expect(second).toBeGreaterThan(first)
  })

  test('removeLayer bridges the gap without doubling a connection', () => {
    expect(wiresOf(removeLayer('second').apply(graph))).toBe('input>first input>output first>output')
    expect(wiresOf(removeLayer('first').apply(graph))).toBe('second>output input>output input>second')
    expect(Object.keys(removeLayer('first').apply(graph).network.layout)).toEqual(['input', 'second', 'output'])
    expect(wiresOf(removeLayer('nothing').apply(graph))).toBe(wiresOf(graph))
  })

  test('reorderLayer exchanges inner layers of a chain only', () => {
    const after = reorderLayer('dense-1', 1).apply(exact)
    expect(wiresOf(after)).toBe('input>dense-2 dense-2>dense-1 dense-1>dense-3 dense-3>dense-4')
    expect(inferShapes(after).problems).toEqual([])
    const possible = exact.network.layers.map(({ id }) =>
      [-1, 1].map((by) => canReorder(exact.network, id, by as -1 | 1)),
    )
    expect(possible).toEqual([
      [false, false],
      [false, true],
      [true, true],
      [true, false],
      [false, false],
    ])
    expect(reorderLayer('dense-4', -1).apply(exact)).toBe(exact)
    expect(reorderLayer('first', 1).apply(graph)).toBe(graph)
    expect(chainOf(graph.network)).toBeNull()
  })

  test('arrange places every layer in the column of its longest way', () => {
    expect(arrange().apply(graph).network.layout).toEqual({
      input: { x: 40, y: 40 },
      first: { x: 312, y: 40 },
      second: { x: 584, y: 40 },
      output: { x: 856, y: 40 },
    })
    const beside = connect('input', 'other').apply({
      ...graph,
      network: { ...graph.network, layers: [...graph.network.layers, denseLayer('other', 'Other')] },
    })
    expect(arrange().apply(beside).network.layout['other']).toEqual({ x: 312, y: 360 })
  })

  test('newWeights takes the next seed, and 0 after the last', () => {
    const last = { ...exact, training: { ...exact.training, seed: 4_294_967_295 } }
    expect([exact, last].map((document) => newWeights().apply(document).training.seed)).toEqual([2, 0])
  })

  test('updateLayer takes nothing but name and units for the input layer', () => {
    const after = updateLayer('input', { units: 5, name: 'X', activation: 'relu' }).apply(exact)
    expect(after.network.layers[0]).toEqual({ kind: 'input', id: 'input', name: 'X', units: 5 })
    expect(updateLayer('nothing', { units: 5 }).apply(exact)).toBe(exact)
  })

  test('updateRecipe fits input, output, activation and loss to the target', () => {
    const shown = (document: ProjectDocument) => ({
      units: unitsOf(document),
      activation: document.network.layers.map((layer: Layer) => layer.kind === 'dense' && layer.activation).at(-1),
      loss: document.training.loss,
    })
    const regression = updateRecipe({ target: 'width' }).apply(flowers)
    expect([flowers, regression, updateRecipe({ target: 'species' }).apply(regression)].map(shown)).toEqual([
      { units: 'input:4 dense-1:8 output:3', activation: 'softmax', loss: 'categorical-cross-entropy' },
      { units: 'input:6 dense-1:8 output:1', activation: 'linear', loss: 'mean-squared-error' },
      { units: 'input:4 dense-1:8 output:3', activation: 'softmax', loss: 'categorical-cross-entropy' },
    ])
    expect(unitsOf(updateRecipe({ ignored: ['colour', 'length'] }).apply(flowers))).toBe('input:1 dense-1:8 output:3')
    expect(updateRecipe({ validationShare: 0.5 }).apply(flowers).network).toBe(flowers.network)
  })

  test('chooseOptimizer keeps the numbers of the one that is chosen already', () => {
    const tuned = updateOptimizer({ learningRate: 0.3 }).apply(exact)
    expect(chooseOptimizer('sgd').apply(tuned)).toBe(tuned)
    expect(chooseOptimizer('adam').apply(tuned).training.optimizer).toEqual(defaultOptimizer('adam'))
  })
})

test('labels and keys that merge', () => {
  const named = [
    updateLayer('a', { units: 1 }),
    updateLayer('a', { freezeBiases: true }),
    updateLayer('a', { units: 1, name: 'x' }),
    updateTraining({ epochs: 1 }),
    updateOptimizer({ beta1: 0 }),
    placeLayer('a', { x: 0, y: 0 }),
    renameProject('x'),
    newWeights(),
  ].map(({ label, mergeKey }) => [label, mergeKey])
  expect(named).toEqual([
    ['Change units', 'layer a units'],
    ['Change freeze biases', 'layer a freezeBiases'],
    ['Change units', undefined],
    ['Change training settings', 'training epochs'],
    ['Change optimizer', 'optimizer beta1'],
    ['Move layer', 'place a'],
    ['Rename project', 'rename-project'],
    ['New weights', undefined],
  ])
})

describe('the fingerprint of a run', () => {
  test.each<[string, Command, boolean]>([
    ['a moved card', placeLayer('dense-1', { x: 1, y: 1 }), false],
    ['a new name of a layer', updateLayer('dense-1', { name: 'x' }), false],
    ['a new name of the project', renameProject('x'), false],
    ['another rate', updateOptimizer({ learningRate: 0.01 }), false],
    ['more epochs', updateTraining({ epochs: 99 }), false],
    ['another batch size', updateTraining({ batchSize: 2 }), false],
    ['another optimizer', chooseOptimizer('adam'), true],
    ['another loss', updateTraining({ loss: 'half-squared-error' }), true],
    ['another seed', newWeights(), true],
    ['other units', updateLayer('dense-1', { units: 5 }), true],
    ['another activation', updateLayer('dense-1', { activation: 'relu' }), true],
    ['another split', updateRecipe({ splitSeed: 5 }), true],
    ['another connection', connect('input', 'dense-3'), true],
  ])('%s: changes it: %s', (_name, command, changes) => {
    expect(runFingerprint(command.apply(exact)) !== runFingerprint(exact)).toBe(changes)
  })
})
