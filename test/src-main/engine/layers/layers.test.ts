import { layerForward, layerOf, type Mode } from '@engine/layers'
import { movedStatistics } from '@engine/layers/batch-normalization'
import {
  type EngineBatchNormalization,
  type EngineDense,
  type EngineDropout,
  type EngineLayerNormalization,
} from '@engine/network'
import { randomFromSeed } from '@engine/random'
import { idsOf } from '@shared/catalog/entry'
import { layerKinds } from '@shared/catalog/layers'
import { describe, expect, test } from 'vitest'

const evaluation: Mode = { kind: 'evaluation' }
const training = (): Mode => ({ kind: 'training', random: randomFromSeed(5, 'dropout') })
const place = { id: 'layer', name: 'Layer', sources: ['before'], inputs: 3, shape: [3], units: 3 }
const nothing = { parameters: undefined, statistics: undefined }

test('every kind of layer is registered under its name', () => {
  expect(Object.values(layerOf).map(({ kind }) => kind)).toEqual(Object.keys(layerOf))
  expect(new Set(Object.keys(layerOf))).toEqual(new Set(idsOf(layerKinds)))
})

describe('dense', () => {
  const layer = (bias: EngineDense['bias']): EngineDense => ({
    ...place,
    kind: 'dense',
    units: 2,
    shape: [2],
    activation: 'linear',
    bias,
    freezeWeights: false,
    freezeBiases: false,
    mask: null,
  })
  const weights = [
    [1, 2, 3],
    [4, 5, 6],
  ]
  const x = [
    [1, 0, -1],
    [0, 1, 0],
  ]
  const delta = [
    [1, 10],
    [2, 20],
  ]
  const pass = { x, z: null, a: [], kept: {} }

  test.each<[EngineDense['bias'], number[], number[][], number[]]>([
    [
      'per-unit',
      [100, 200],
      [
        [98, 198],
        [102, 205],
      ],
      [3, 30],
    ],
    [
      'shared',
      [100],
      [
        [98, 98],
        [102, 105],
      ],
      [33],
    ],
    [
      'none',
      [],
      [
        [-2, -2],
        [2, 5],
      ],
      [],
    ],
  ])('%s biases', (bias, biases, z, gradients) => {
    const given = { x, parameters: { weights, biases }, statistics: undefined, mode: evaluation }
    expect(layerForward(layer(bias), given).outputs).toEqual(z)
    expect(layerOf.dense.gradients(layer(bias), pass, delta)?.biases).toEqual(gradients)
  })

  test('gradients of the weights, 0 where there is no connection', () => {
    const all = layerOf.dense.gradients(layer('none'), pass, delta)
    expect(all?.weights).toEqual([
      [1, 2, -1],
      [10, 20, -10],
    ])
    const mask = [
      [1, 0, 1],
      [0, 0, 1],
    ]
    expect(layerOf.dense.gradients({ ...layer('none'), mask }, pass, delta)?.weights).toEqual([
      [1, 0, -1],
      [0, 0, -10],
    ])
  })

  test('what is sent back', () => {
    const parameters = { weights, biases: [] }
    expect(layerOf.dense.sendBack(layer('none'), pass, delta, parameters)).toEqual([
      [41, 52, 63],
      [82, 104, 126],
    ])
  })
})

describe('dropout', () => {
  const layer: EngineDropout = { ...place, kind: 'dropout', rate: 0.25 }
  const x = Array.from({ length: 50 }, (_, row) => [row, row + 0.5, 1])

  test('passes everything on in evaluation', () => {
    const { outputs, kept } = layerForward(layer, { x, ...nothing, mode: evaluation })
    expect(outputs).toBe(x)
    expect(kept).toEqual({})
  })

  test('draws one number per value, samples in order, their units in order; keeps the mean', () => {
    const random = randomFromSeed(5, 'dropout')
    const factors = x.map((row) => row.map(() => (random.next() < 0.25 ? 0 : 1 / 0.75)))
    const { outputs, kept } = layerForward(layer, { x, ...nothing, mode: training() })
    expect(kept).toEqual({ factors })
    expect(outputs).toEqual(x.map((row, sample) => row.map((value, unit) => value * (factors[sample]?.[unit] ?? NaN))))
    const dropped = factors.flat().filter((factor) => factor === 0).length
    // Binomial with 150 draws: 37.5 on average, deviation 5.3; the seed is fixed.
    expect(Math.abs(dropped - 37.5)).toBeLessThan(16)
  })

  test('sends back through the same units only', () => {
    const factors = [[0, 2, 2]]
    const pass = { x: [[1, 1, 1]], z: null, a: [], kept: { factors } }
    expect(layerOf.dropout.sendBack(layer, pass, [[5, 7, 9]], undefined)).toEqual([[0, 14, 18]])
  })
})

describe('batch normalization', () => {
  const layer: EngineBatchNormalization = {
    ...place,
    kind: 'batch-normalization',
    momentum: 0.1,
    epsilon: 0.25,
    freezeWeights: false,
    freezeBiases: false,
  }
  const parameters = { weights: [[1, 2, 3]], biases: [0, 10, 20] }
  const x = [
    [1, 5, 0],
    [3, 5, 0],
  ]

  test('normalizes every unit over the batch while training', () => {
    const { outputs, kept } = layerForward(layer, { x, parameters, statistics: undefined, mode: training() })
    const scale = 1 / Math.sqrt(1.25)
    expect(outputs).toEqual([
      [-scale, 10, 20],
      [scale, 10, 20],
    ])
    expect(kept.measured).toEqual({ mean: [2, 5, 0], variance: [1, 0, 0] })
  })

  test('normalizes with what was measured before in evaluation, even a single sample', () => {
    const statistics = { mean: [0, 5, 1], variance: [0.75, 0, 3.75] }
    const given = { x: [[2, 6, 3]], parameters, statistics, mode: evaluation }
    const { outputs, kept } = layerForward(layer, given)
    expect(outputs).toEqual([[2, 14, 23]])
    expect(kept.measured).toBeUndefined()
  })

  test('moves the running statistics by the momentum, with the unbiased variance', () => {
    const running = { mean: [0, 0, 0], variance: [1, 1, 1] }
    const measured = { mean: [2, 5, 0], variance: [1, 0, 0] }
    expect(movedStatistics(layer, running, measured, 2)).toEqual({
      mean: [0.2, 0.5, 0],
      variance: [0.9 + 0.1 * 2, 0.9, 0.9],
    })
    // One sample has no variance.
    expect(movedStatistics(layer, running, measured, 1)).toEqual({ mean: [0.2, 0.5, 0], variance: [1, 1, 1] })
    expect(running).toEqual({ mean: [0, 0, 0], variance: [1, 1, 1] })
  })

  test('sends back through constants in evaluation', () => {
    const statistics = { mean: [0, 0, 0], variance: [0, 0.75, 3.75] }
    const { kept } = layerForward(layer, { x, parameters, statistics, mode: evaluation })
    const back = layerOf['batch-normalization'].sendBack(layer, { x, z: null, a: x, kept }, [[1, 1, 1]], parameters)
    expect(back).toEqual([[2, 2, 1.5]])
  })
})

test('layer normalization normalizes every sample over its units, in training as in evaluation', () => {
  const layer: EngineLayerNormalization = {
    ...place,
    kind: 'layer-normalization',
    epsilon: 0.25,
    freezeWeights: false,
    freezeBiases: false,
  }
  const parameters = { weights: [[1, 2, 3]], biases: [0, 10, 20] }
  const x = [
    [0, 3, 6],
    [7, 7, 7],
  ]
  const scale = 3 / Math.sqrt(6.25)
  const expected = [
    [-scale, 10, 20 + 3 * scale],
    [0, 10, 20],
  ]
  for (const mode of [training(), evaluation])
    expect(layerForward(layer, { x, parameters, statistics: undefined, mode }).outputs).toEqual(
      expected.map((row) => row.map((value) => expect.closeTo(value, 14) as number)),
    )
})

test('input layers take their part of the features', () => {
  const x = [
    [1, 2, 3, 4],
    [5, 6, 7, 8],
  ]
  const layer = { ...place, sources: [], units: 2, kind: 'input' as const, start: 1 }
  expect(layerForward(layer, { x, ...nothing, mode: evaluation }).outputs).toEqual([
    [2, 3],
    [6, 7],
  ])
})

test('sums and joins', () => {
  const x = [[1, 2, 3, 4, 5, 6]]
  const two = { ...place, sources: ['a', 'b', 'c'], inputs: 6, units: 2 }
  expect(layerForward({ ...two, kind: 'add' }, { x, ...nothing, mode: evaluation }).outputs).toEqual([[9, 12]])
  expect(layerForward({ ...two, units: 6, kind: 'concatenate' }, { x, ...nothing, mode: evaluation }).outputs).toEqual(
    x,
  )
  const pass = { x, z: null, a: [], kept: {} }
  expect(layerOf.add.sendBack({ ...two, kind: 'add' }, pass, [[1, 2]], undefined)).toEqual([[1, 2, 1, 2, 1, 2]])
})

test('a layer without the numbers it needs says so', () => {
  const layer: EngineLayerNormalization = {
    ...place,
    kind: 'layer-normalization',
    epsilon: 1,
    freezeWeights: false,
    freezeBiases: false,
  }
  expect(() => layerForward(layer, { x: [[1, 2, 3]], ...nothing, mode: evaluation })).toThrow(
    'The layer layer has lost its numbers.',
  )
})
