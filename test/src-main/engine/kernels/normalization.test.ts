import { type KernelName } from '@engine/compiled/kernels'
import { ROW } from '@engine/compiled/layout'
import * as code from '@engine/kernels/codes'
import { batchNormalization, movedStatistics } from '@engine/layers/batch-normalization'
import { layerNormalization } from '@engine/layers/layer-normalization'
import { type LayerFunctions } from '@engine/layers/layer'
import { type EngineBatchNormalization, type EngineLayerNormalization, type LayerParameters } from '@engine/network'
import { randomFromSeed } from '@engine/random'
import { describe, expect, test } from 'vitest'
import { at, largestDistance, Numbers, SIZES, zeros } from './numbers'
import { kernelNames, OneInstruction, type Place } from './one-instruction'

/** Inverses of small deviations make numbers of up to about 100 out of those of up to 2. */
const BOUND: Record<KernelName, number> = { float64: 1e-12, float32: 2e-3, 'float32 fused': 2e-3 }
const EPSILON = 1e-3

type Matrix = readonly (readonly number[])[]

interface Case {
  readonly x: Matrix
  readonly delta: Matrix
  readonly parameters: LayerParameters
  /** What dC/dx is added to; null: nothing. */
  readonly before: Matrix | null
}

function caseOf(rows: number, units: number, sum: boolean): Case {
  const numbers = new Numbers(rows * 100 + units)
  return {
    x: numbers.matrix(rows, units),
    delta: numbers.matrix(rows, units, -0.5, 0.5),
    parameters: { weights: [numbers.row(units, 0.5, 1.5)], biases: numbers.row(units) },
    before: sum ? numbers.matrix(rows, units) : null,
  }
}

const place = (
  units: number,
): {
  id: string
  name: string
  sources: string[]
  inputs: number
  shape: number[]
  units: number
  freezeWeights: boolean
  freezeBiases: boolean
} => ({
  id: 'layer',
  name: 'layer',
  sources: ['input'],
  inputs: units,
  shape: [units],
  units,
  freezeWeights: false,
  freezeBiases: false,
})
const batchLayer = (units: number): EngineBatchNormalization => ({
  kind: 'batch-normalization',
  momentum: 0.1,
  epsilon: EPSILON,
  ...place(units),
})
const layerLayer = (units: number): EngineLayerNormalization => ({
  kind: 'layer-normalization',
  epsilon: EPSILON,
  ...place(units),
})

interface Passed {
  readonly a: Matrix
  readonly back: Matrix
  readonly scaleGradient: Matrix
  readonly shiftGradient: Matrix
}

/** The reference layer, there and back. */
function byReference<Layer extends EngineBatchNormalization | EngineLayerNormalization>(
  functions: LayerFunctions<Layer>,
  layer: Layer,
  { x, delta, parameters, before }: Case,
): Passed {
  const mode = { kind: 'training', random: randomFromSeed(1, 'dropout') } as const
  const { outputs, kept } = functions.forward(layer, { x, parameters, statistics: undefined, mode })
  const pass = { x, z: null, a: outputs, kept }
  const gradients = functions.gradients(layer, pass, delta)
  const back = functions.sendBack(layer, pass, delta, parameters)
  return {
    a: outputs,
    back: back.map((row, index) => row.map((value, unit) => value + (before ? at(at(before, index), unit) : 0))),
    scaleGradient: gradients?.weights ?? [],
    shiftGradient: gradients ? [gradients.biases] : [],
  }
}

interface Placed {
  readonly x: Place
  readonly a: Place
  readonly gradient: Place
  readonly back: Place
  readonly scale: Place
  readonly shift: Place
  readonly scaleGradient: Place
  readonly shiftGradient: Place
}

function placed(one: OneInstruction, { x, delta, parameters, before }: Case): Placed {
  const [units, rows] = [at(x, 0).length, x.length]
  const row = (): Place => one.units(Array<number>(units).fill(0))
  return {
    x: one.batch(x),
    a: one.batch(zeros(rows, units)),
    gradient: one.batch(delta),
    back: one.batch(before ?? zeros(rows, units)),
    scale: one.units(at(parameters.weights, 0)),
    shift: one.units(parameters.biases),
    scaleGradient: row(),
    shiftGradient: row(),
  }
}

function passedOf(one: OneInstruction, places: Placed): Passed {
  const { a, back, scaleGradient, shiftGradient } = places
  return {
    a: one.read(a),
    back: one.read(back),
    scaleGradient: one.read(scaleGradient),
    shiftGradient: one.read(shiftGradient),
  }
}

function batchByKernel(kernel: KernelName, each: Case, threads: number): Passed {
  const one = new OneInstruction(kernel, 16)
  const [units, rows] = [at(each.x, 0).length, each.x.length]
  const places = placed(one, each)
  const { x, a, gradient, back, scale, shift, scaleGradient, shiftGradient } = places
  const [means, inverses, variances] = [0, 0, 0].map(() => one.take(Math.ceil(units / one.layout.panel) * ROW))
  if (!means || !inverses || !variances) throw new Error('There is no room.')
  const statistics = [means.address, inverses.address, variances.address]
  one.add(code.BATCH_STATISTICS, [x.address, ...statistics, units], { at: 6, value: EPSILON })
  one.run({ rows, threads, writes: [means, inverses, variances] })
  one.clear()
  const [mean, inverse] = statistics
  if (mean === undefined || inverse === undefined) throw new Error('There is no room.')
  one.add(code.BATCH_NORMALIZE, [x.address, a.address, units, mean, inverse, 0, scale.address, shift.address], {
    at: 10,
    value: EPSILON,
  })
  one.add(code.BATCH_NORMALIZE_BACK, [
    x.address,
    gradient.address,
    back.address,
    units,
    mean,
    inverse,
    scale.address,
    scaleGradient.address,
    shiftGradient.address,
    Number(each.before !== null),
  ])
  one.run({ rows, threads, writes: [a, back, scaleGradient, shiftGradient] })
  return passedOf(one, places)
}

function layerByKernel(kernel: KernelName, each: Case, threads: number): Passed {
  const one = new OneInstruction(kernel, 16)
  const [units, rows] = [at(each.x, 0).length, each.x.length]
  const places = placed(one, each)
  const { x, a, gradient, back, scale, shift, scaleGradient, shiftGradient } = places
  const statistics = one.take(rows * 2 * one.layout.size)
  one.add(code.LAYER_NORMALIZE, [x.address, a.address, units, statistics.address, scale.address, shift.address], {
    at: 8,
    value: EPSILON,
  })
  one.add(code.LAYER_NORMALIZE_BACK, [
    x.address,
    gradient.address,
    back.address,
    units,
    statistics.address,
    scale.address,
    Number(each.before !== null),
  ])
  one.run({ rows, threads, writes: [a, back, statistics] })
  one.clear()
  one.add(code.SCALE_GRADIENT, [
    x.address,
    gradient.address,
    units,
    statistics.address,
    scaleGradient.address,
    shiftGradient.address,
  ])
  one.run({ rows, threads, writes: [scaleGradient, shiftGradient] })
  return passedOf(one, places)
}

describe.each(kernelNames)('normalizations, %s', (kernel) => {
  const bound = BOUND[kernel]

  function compare(actual: Passed, expected: Passed): void {
    for (const key of ['a', 'back', 'scaleGradient', 'shiftGradient'] as const)
      expect(largestDistance(actual[key], expected[key]), key).toBeLessThan(bound)
  }

  test.each([1, 2])('a batch normalization there and back, by %i threads', (threads) => {
    for (const units of SIZES)
      for (const rows of [2, 5, 13])
        for (const sum of [false, true]) {
          const each = caseOf(rows, units, sum)
          compare(batchByKernel(kernel, each, threads), byReference(batchNormalization, batchLayer(units), each))
        }
  })

  test.each([1, 2])('a layer normalization there and back, by %i threads', (threads) => {
    for (const units of SIZES)
      for (const rows of [1, 5, 13])
        for (const sum of [false, true]) {
          const each = caseOf(rows, units, sum)
          compare(layerByKernel(kernel, each, threads), byReference(layerNormalization, layerLayer(units), each))
        }
  })

  test('a batch normalization where nothing before it learns sends nothing back', () => {
    const one = new OneInstruction(kernel, 8)
    const each = caseOf(4, 5, false)
    const { x, gradient, scale, scaleGradient, shiftGradient } = placed(one, each)
    const [means, inverses] = [one.units([0, 0, 0, 0, 0]), one.units([1, 1, 1, 1, 1])]
    one.add(code.BATCH_NORMALIZE_BACK, [
      x.address,
      gradient.address,
      0,
      5,
      means.address,
      inverses.address,
      scale.address,
      scaleGradient.address,
      shiftGradient.address,
      0,
    ])
    one.run({ rows: 4, writes: [scaleGradient, shiftGradient] })
    const sums = Array.from({ length: 5 }, (_, unit) => each.delta.reduce((sum, row) => sum + at(row, unit), 0))
    expect(largestDistance(one.read(shiftGradient), [sums])).toBeLessThan(bound)
  })

  test('measuring uses running means and variances', () => {
    for (const units of SIZES) {
      const one = new OneInstruction(kernel, 8)
      const each = caseOf(6, units, false)
      const numbers = new Numbers(units)
      const statistics = { mean: numbers.row(units), variance: numbers.row(units, 0.1, 3) }
      const { x, a, scale, shift } = placed(one, each)
      const [means, variances] = [one.units(statistics.mean), one.units(statistics.variance)]
      one.add(
        code.BATCH_NORMALIZE,
        [x.address, a.address, units, means.address, 0, variances.address, scale.address, shift.address],
        { at: 10, value: EPSILON },
      )
      one.run({ rows: 6, threads: 2, writes: [a] })
      const mode = { kind: 'evaluation' } as const
      const { outputs } = batchNormalization.forward(batchLayer(units), { ...each, statistics, mode })
      expect(largestDistance(one.read(a), outputs)).toBeLessThan(bound)
    }
  })

  test.each([1, 2, 7])('running statistics follow a batch of %i samples', (rows) => {
    for (const units of SIZES) {
      const one = new OneInstruction(kernel, 8)
      const numbers = new Numbers(units)
      const [measured, running] = [0, 0].map(() => ({ mean: numbers.row(units), variance: numbers.row(units, 0.1, 3) }))
      if (!measured || !running) throw new Error('There are no statistics.')
      const places = [measured.mean, measured.variance, running.mean, running.variance].map((row) => one.units(row))
      one.add(code.RUNNING_STATISTICS, [...places.map(({ address }) => address), units], { at: 6, value: 0.1 })
      one.run({ rows, threads: 2, writes: places.slice(2) })
      const moved = movedStatistics(batchLayer(units), running, measured, rows)
      expect(
        largestDistance(
          places.slice(2).flatMap((each) => one.read(each)),
          [moved.mean, moved.variance],
        ),
      ).toBeLessThan(bound / 100)
    }
  })
})
