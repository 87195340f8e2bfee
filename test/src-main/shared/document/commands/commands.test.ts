import { type ClippingId, clippings } from '@shared/catalog/clippings'
import { defaultSettings, idsOf } from '@shared/catalog/entry'
import { type InitializerId, initializers } from '@shared/catalog/initializers'
import { type LayerKind, layerKinds } from '@shared/catalog/layers'
import { type OptimizerId, optimizers } from '@shared/catalog/optimizers'
import { type ScheduleId, schedules } from '@shared/catalog/schedules'
import {
  addLayer,
  arrange,
  canReorder,
  chainOf,
  chooseClipping,
  chooseInitializer,
  chooseOptimizer,
  chooseSchedule,
  type Command,
  connect,
  disconnect,
  newWeights,
  placeLayer,
  removeLayer,
  renameProject,
  reorderLayer,
  switchEarlyStopping,
  switchMetric,
  updateClipping,
  updateEarlyStopping,
  updateInitializer,
  updateLayer,
  updateOptimizer,
  updateRecipe,
  updateRegularization,
  updateSchedule,
  updateTraining,
} from '@shared/document/commands'
import { denseLayer, newLayer } from '@shared/document/defaults'
import { diff } from '@shared/document/diff'
import { emptyHistory, record, redo, undo } from '@shared/document/history'
import { readDocument } from '@shared/document/read'
import { type Layer, type ProjectDocument } from '@shared/document/schema'
import { inferShapes } from '@shared/document/shapes'
import { describe, expect, test } from 'vitest'
import { inlineDocument, skipConnections } from '../../../../helpers/documents'
import { flowers } from '../../../../helpers/flowers'

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
      initializer: defaultSettings(initializers, 'orthogonal'),
    }),
  ),
})
/** The same chain, whose second layer has a mask. */
const masked: ProjectDocument = {
  ...exact,
  network: {
    ...exact.network,
    layers: exact.network.layers.map((layer) =>
      layer.id === 'dense-2' && layer.kind === 'dense'
        ? { ...layer, mask: matrix(4, 3).map((row) => row.map((_, input) => (input === 0 ? 0 : 1))) }
        : layer,
    ),
  },
}
/** input 2 -> first 3 -> batch normalization -> dropout -> output 1, all dense layers with exact values. */
const mixed = inlineDocument({
  features: [[1, 2]],
  targets: [[1]],
  layers: [
    denseLayer('first', 'First', { units: 3, initialWeights: matrix(3, 2), initialBiases: biases(3) }),
    newLayer('batch-normalization', 'batch-normalization-1', 'Norm'),
    newLayer('dropout', 'dropout-1', 'Dropout'),
    denseLayer('output', 'Output', { units: 1, initialWeights: matrix(1, 3), initialBiases: biases(1) }),
  ],
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
/** Layers that still have exact weights, and those that still have exact biases. */
function exactParts({ network }: ProjectDocument): { weights: string[]; biases: string[] } {
  const idsWith = (key: 'initialWeights' | 'initialBiases'): string[] =>
    network.layers.filter((layer) => layer.kind === 'dense' && layer[key] !== undefined).map(({ id }) => id)
  return { weights: idsWith('initialWeights'), biases: idsWith('initialBiases') }
}

const unitsOf = (document: ProjectDocument): string =>
  document.network.layers.map(({ id }) => `${id}:${inferShapes(document).layers[id]?.units ?? '?'}`).join(' ')
const wiresOf = ({ network }: ProjectDocument): string =>
  network.connections.map(({ from, to }) => `${from}>${to}`).join(' ')

/** The layer `first` of the mixed chain, moved to just before the output. */
const moveFirstToTheEnd: Command = {
  label: 'Twice',
  apply: (document) => reorderLayer('first', 1).apply(reorderLayer('first', 1).apply(document)),
}

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
  ['updateLayer of an image', exact, updateLayer('input', { shape: [4, 2, 3] })],
  ['updateLayer of a mask', masked, updateLayer('dense-2', { units: 9 })],
  ['updateLayer of the bias', exact, updateLayer('dense-2', { bias: 'shared' })],
  ['updateLayer of a rate', mixed, updateLayer('dropout-1', { rate: 0.1 })],
  ['updateLayer of a momentum', mixed, updateLayer('batch-normalization-1', { momentum: 0.5, freezeBiases: true })],
  ['removeLayer of another kind', mixed, removeLayer('dropout-1')],
  ['updateInitializer', exact, updateInitializer('dense-1', { gain: 2 })],
  ['updateRecipe of the sample weights', flowers, updateRecipe({ sampleWeights: 'width' })],
  ['updateRegularization', exact, updateRegularization({ l2: 0.1 })],
  ['updateSchedule', chooseSchedule('step').apply(exact), updateSchedule({ every: 2 })],
  ['updateClipping', chooseClipping('norm').apply(exact), updateClipping({ limit: 2 })],
  ['switchEarlyStopping', exact, switchEarlyStopping(true)],
  ['updateEarlyStopping', switchEarlyStopping(true).apply(exact), updateEarlyStopping({ patience: 3 })],
  ['switchMetric', exact, switchMetric('r2', true)],
  ...idsOf<LayerKind>(layerKinds).map((kind): [string, ProjectDocument, Command] => [
    `addLayer of the kind ${kind}`,
    exact,
    addLayer('dense-2', kind),
  ]),
  ...idsOf<OptimizerId>(optimizers)
    .filter((id) => id !== 'sgd')
    .map((id): [string, ProjectDocument, Command] => [`chooseOptimizer ${id}`, exact, chooseOptimizer(id)]),
  ...idsOf<ScheduleId>(schedules)
    .filter((id) => id !== 'constant')
    .map((id): [string, ProjectDocument, Command] => [`chooseSchedule ${id}`, exact, chooseSchedule(id)]),
  ...idsOf<ClippingId>(clippings)
    .filter((id) => id !== 'none')
    .map((id): [string, ProjectDocument, Command] => [`chooseClipping ${id}`, exact, chooseClipping(id)]),
  ...idsOf<InitializerId>(initializers)
    .filter((id) => id !== 'orthogonal')
    .map((id): [string, ProjectDocument, Command] => [
      `chooseInitializer ${id}`,
      exact,
      chooseInitializer('dense-1', id),
    ]),
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
    expect(messages.filter((message) => message.includes('initial') || message.includes('mask'))).toEqual([])
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
    ['a dropout layer added', addLayer('dense-2', 'dropout'), { weights: every, biases: every }],
    ['an input layer added', addLayer('dense-2', 'input'), { weights: every, biases: every }],
    ['a shared bias', updateLayer('dense-2', { bias: 'shared' }), { weights: every, biases: without('dense-2') }],
    ['another initializer', chooseInitializer('dense-2', 'zeros'), { weights: every, biases: every }],
    ['new weights', newWeights(), { weights: [], biases: [] }],
    ['a card moved', placeLayer('dense-2', { x: 0, y: 0 }), { weights: every, biases: every }],
    ['another rate', updateOptimizer({ learningRate: 1 }), { weights: every, biases: every }],
  ])('%s', (_name, command, expected) => {
    const { weights, biases: kept } = exactParts(command.apply(exact))
    expect({ weights: weights.toSorted(), biases: kept.toSorted() }).toEqual(expected)
  })
})

test('a layer removed from among several sources leaves the order in which inputs are joined', () => {
  const joined: ProjectDocument = {
    ...mixed,
    network: {
      ...mixed.network,
      connections: [...mixed.network.connections, { from: 'input', to: 'output' }],
    },
  }
  const sourcesOf = ({ network }: ProjectDocument): string[] =>
    network.connections.filter(({ to }) => to === 'output').map(({ from }) => from)
  expect(sourcesOf(joined)).toEqual(['dropout-1', 'input'])
  expect(sourcesOf(removeLayer('dropout-1').apply(joined))).toEqual(['batch-normalization-1', 'input'])
})

describe('exact weights stand for the units that they see through layers that pass numbers on', () => {
  test.each<[string, Command, string[]]>([
    ['a dropout layer less', removeLayer('dropout-1'), ['first', 'output']],
    ['both less', removeLayer('batch-normalization-1'), ['first', 'output']],
    ['another rate', updateLayer('dropout-1', { rate: 0.2 }), ['first', 'output']],
    ['units of the layer before them', updateLayer('first', { units: 5 }), []],
    ['a dense layer between them', addLayer('batch-normalization-1'), ['first']],
    ['a connection into one of them', connect('input', 'dropout-1'), ['first']],
    ['a connection out of one of them less', disconnect('batch-normalization-1', 'dropout-1'), ['first']],
    ['their order', reorderLayer('dropout-1', -1), ['first', 'output']],
    ['a dense layer among them', reorderLayer('first', 1), ['first', 'output']],
    ['a dense layer moved behind them', moveFirstToTheEnd, ['first', 'output']],
    ['the dense layer before them less', removeLayer('first'), []],
  ])('%s', (_name, command, kept) => {
    const after = command.apply(mixed)
    expect(exactParts(after).weights).toEqual(kept)
    expect(inferShapes(after).problems.filter(({ message }) => message.includes('initial'))).toEqual([])
  })
})

test('a mask goes with the exact weights', () => {
  const masks = (document: ProjectDocument): string[] =>
    document.network.layers.filter((layer) => layer.kind === 'dense' && layer.mask).map(({ id }) => id)
  const commands = [updateLayer('dense-2', { name: 'x' }), updateLayer('dense-1', { units: 9 }), newWeights()]
  expect(commands.map((command) => masks(command.apply(masked)))).toEqual([['dense-2'], [], ['dense-2']])
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
    expect(wiresOf(removeLayer('first').apply(graph))).toBe('input>second second>output input>output')
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
    expect(arrange().apply(beside).network.layout['other']).toEqual({ x: 312, y: 454 })
  })

  test('arrange lets layers that only pass numbers on stand closer', () => {
    expect(Object.values(arrange().apply(mixed).network.layout).map(({ x }) => x)).toEqual([40, 312, 536, 752, 1016])
  })

  test('newWeights takes the next seed, and 0 after the last', () => {
    const last = { ...exact, training: { ...exact.training, seed: 4_294_967_295 } }
    expect([exact, last].map((document) => newWeights().apply(document).training.seed)).toEqual([2, 0])
  })

  test('updateLayer takes what a layer of the kind has and leaves the rest', () => {
    const everything = {
      name: 'X',
      units: 5,
      activation: 'relu',
      initializer: { id: 'zeros' },
      bias: 'none',
      freezeWeights: true,
      freezeBiases: true,
      rate: 0.1,
      momentum: 0.2,
      epsilon: 0.3,
    } as const
    const changed = (kind: LayerKind): Layer | undefined => {
      const layer = newLayer(kind, 'it', 'It')
      const document = { ...exact, network: { ...exact.network, layers: [layer] } }
      return updateLayer('it', everything).apply(document).network.layers[0]
    }
    const named = { id: 'it', name: 'X' }
    const frozen = { freezeWeights: true, freezeBiases: true }
    const expected: Readonly<Record<LayerKind, object>> = {
      input: { shape: [5] },
      dense: { units: 5, activation: 'relu', initializer: { id: 'zeros' }, bias: 'none', ...frozen },
      activation: { activation: 'relu' },
      dropout: { rate: 0.1 },
      'batch-normalization': { momentum: 0.2, epsilon: 0.3, ...frozen },
      'layer-normalization': { epsilon: 0.3, ...frozen },
      flatten: {},
      add: {},
      concatenate: {},
    }
    for (const kind of idsOf<LayerKind>(layerKinds))
      expect(changed(kind)).toEqual({ kind, ...named, ...expected[kind] })
    expect(updateLayer('nothing', { units: 5 }).apply(exact)).toBe(exact)
  })
})

test('labels and keys that merge', () => {
  const named = [
    updateLayer('a', { units: 1 }),
    updateLayer('a', { freezeBiases: true }),
    updateLayer('a', { units: 1, name: 'x' }),
    updateTraining({ epochs: 1 }),
    updateOptimizer({ beta1: 0 }),
    updateRegularization({ l1: 1 }),
    updateInitializer('a', { gain: 1 }),
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
    ['Change regularization', 'regularization l1'],
    ['Change initializer', 'initializer a gain'],
    ['Move layer', 'place a'],
    ['Rename project', 'rename-project'],
    ['New weights', undefined],
  ])
})
