import { type KernelName } from '@engine/compiled/kernels'
import * as code from '@engine/kernels/codes'
import { describe, expect, test } from 'vitest'
import { at, largestDistance, Numbers, SIZES, zeros } from './numbers'
import { kernelNames, OneInstruction, type Place } from './one-instruction'

const RATE = 0.125

interface Options {
  readonly rows: number
  readonly inputs: number
  readonly units: number
  readonly threads?: number
  readonly mask?: boolean
  readonly penalties?: { readonly l1: number; readonly l2: number }
  /** The update follows at once: plain gradient descent. */
  readonly update?: boolean
  readonly frozen?: boolean
}

interface Layer {
  readonly x: readonly (readonly number[])[]
  readonly delta: readonly (readonly number[])[]
  /** [units][inputs], as gradients and mask are. */
  readonly weights: readonly (readonly number[])[]
  readonly mask: readonly (readonly number[])[] | null
}

function layerOf({ rows, inputs, units, mask }: Options): Layer {
  const numbers = new Numbers(rows * 10_000 + inputs * 100 + units)
  return {
    x: numbers.matrix(rows, inputs),
    delta: numbers.matrix(rows, units, -0.5, 0.5),
    weights: numbers.matrix(units, inputs),
    mask: mask
      ? Array.from({ length: units }, () => Array.from({ length: inputs }, () => Number(numbers.dice.chance(0.6))))
      : null,
  }
}

/** G[unit][input] = sum over the rows of delta[row][unit] x[row][input], then mask and penalties, every operation rounded. */
function gradientByLoops(
  { x, delta, weights, mask }: Layer,
  round: (value: number) => number,
  penalties = { l1: 0, l2: 0 },
): number[][] {
  return weights.map((weightsOfUnit, unit) =>
    weightsOfUnit.map((weight, input) => {
      let sum = 0
      for (let row = 0; row < x.length; row++)
        sum = round(sum + round(at(at(x, row), input) * at(at(delta, row), unit)))
      if (mask && at(at(mask, unit), input) === 0) sum = 0
      if (penalties.l1 === 0 && penalties.l2 === 0) return sum
      sum = round(sum + round(round(penalties.l2) * weight))
      return round(sum + round(penalties.l1) * Math.sign(weight))
    }),
  )
}

interface Trained {
  readonly gradient: number[][]
  readonly weights: number[][]
  readonly transposed: number[][]
}

const transposeOf = (matrix: readonly (readonly number[])[]): number[][] =>
  at(matrix, 0).map((_, column) => matrix.map((row) => at(row, column)))

/** The gradient of a dense layer's weights by one DENSE_GRADIENT. */
function byKernel(kernel: KernelName, options: Options, layer: Layer): Trained {
  const one = new OneInstruction(kernel, Math.max(24, options.rows))
  const { rows, inputs, units, threads = 1, update = false, frozen = false, penalties = { l1: 0, l2: 0 } } = options
  const x = one.batch(layer.x)
  const delta = one.batch(layer.delta)
  const weights = one.weights(layer.weights)
  const gradients = one.weights(zeros(units, inputs))
  const velocity = one.weights(zeros(units, inputs))
  const transposed = one.weights(transposeOf(zeros(units, inputs)))
  const mask = layer.mask ? maskOf(one, layer.mask) : 0
  arenas(one, weights, gradients, velocity)
  one.setReal(code.L1, penalties.l1)
  one.setReal(code.L2, penalties.l2)
  const operands = [
    x.address,
    delta.address,
    inputs,
    units,
    weights.address,
    transposed.address,
    mask,
    Number(frozen),
    Number(!update),
  ]
  one.add(code.DENSE_GRADIENT, operands)
  one.run({ rows, threads, writes: [gradients, ...(update && !frozen ? [weights, velocity, transposed] : [])] })
  const read = (place: Place): number[][] => transposeOf(one.read(place))
  return { gradient: read(gradients), weights: read(weights), transposed: read(transposed) }
}

/** The arenas of parameters, gradients and slots, which here hold one layer's weights or biases; plain descent. */
function arenas(one: OneInstruction, parameters: Place, gradients: Place, slot: Place): void {
  one.set(code.PARAMETERS, parameters.address)
  one.set(code.GRADIENTS, gradients.address)
  for (const place of [code.SLOT_0, code.SLOT_1, code.SLOT_2]) one.set(place, slot.address)
  one.set(code.OPTIMIZER, code.SGD)
  one.set(code.FACTORS, one.factors([RATE]))
}

/** All bits set where a connection exists: what the weights' layout has for true. */
function maskOf(one: OneInstruction, mask: readonly (readonly number[])[]): number {
  const ones = one.weights(mask)
  one.fillBits(ones)
  return ones.address
}

describe.each(kernelNames)('the gradient of a dense layer, %s', (kernel) => {
  const round = kernel === 'float64' ? (value: number): number => value : Math.fround

  function expectSame(
    actual: readonly (readonly number[])[],
    expected: readonly (readonly number[])[],
    rows: number,
  ): void {
    if (kernel !== 'float32 fused') expect(actual).toEqual(expected)
    else expect(largestDistance(actual, expected)).toBeLessThan(2e-7 * (4 + rows))
  }

  function compare(options: Options): void {
    const layer = layerOf(options)
    const expected = gradientByLoops(layer, round, options.penalties)
    const actual = byKernel(kernel, options, layer)
    expectSame(actual.gradient, expected, options.rows)
    if (!options.update || options.frozen) {
      expect(actual.weights).toEqual(layer.weights)
      return
    }
    const moved = layer.weights.map((row, unit) =>
      row.map((weight, input) => round(weight - round(RATE * at(at(actual.gradient, unit), input)))),
    )
    expect(actual.weights).toEqual(moved)
    expect(actual.transposed).toEqual(transposeOf(moved))
  }

  test('is that of three nested loops', () => {
    for (const inputs of SIZES)
      for (const units of SIZES) compare({ rows: 1 + ((inputs + 3 * units) % 13), inputs, units })
  })

  test.each([1, 2, 3])('by %i threads, in pieces of many inputs', (threads) => {
    for (const inputs of [63, 64, 65, 95, 96, 97, 130])
      for (const rows of [1, 6, 13, 70]) compare({ rows, inputs, units: 13, threads })
  })

  test.each([63, 64, 65])('over %i rows', (rows) => {
    for (const inputs of SIZES) compare({ rows, inputs, units: 9, update: true })
  })

  test('keeps 0 where there is no connection', () => {
    for (const inputs of [3, 8, 70]) compare({ rows: 5, inputs, units: 11, mask: true })
  })

  test('has the penalties in it', () => {
    compare({ rows: 4, inputs: 13, units: 9, penalties: { l1: 0.01, l2: 0.05 } })
    compare({ rows: 4, inputs: 13, units: 9, penalties: { l1: 0, l2: 0.05 }, mask: true })
  })

  test.each([1, 2])('moves the weights and their transposed copy, by %i threads', (threads) => {
    for (const inputs of [1, 7, 8, 70])
      for (const units of [1, 8, 21]) compare({ rows: 7, inputs, units, threads, update: true })
    compare({ rows: 7, inputs: 9, units: 5, threads, update: true, frozen: true })
  })

  test.each([1, 2])('a transposed copy by itself, by %i threads', (threads) => {
    for (const inputs of SIZES)
      for (const units of SIZES) {
        const one = new OneInstruction(kernel, 8)
        const values = new Numbers(inputs * 100 + units).matrix(units, inputs)
        const weights = one.weights(values)
        const transposed = one.weights(transposeOf(zeros(units, inputs)))
        one.add(code.TRANSPOSE, [weights.address, transposed.address, inputs, units])
        one.run({ rows: 1, threads, writes: [transposed] })
        expect(transposeOf(one.read(transposed))).toEqual(transposeOf(values))
      }
  })
})

describe.each(kernelNames)('the gradient of biases, %s', (kernel) => {
  const round = kernel === 'float64' ? (value: number): number => value : Math.fround

  test.each(SIZES)('of %i units is the sum of their deltas; of a shared bias that of all', (units) => {
    for (const rows of [1, 5, 12])
      for (const shared of [false, true])
        for (const update of [false, true]) {
          const one = new OneInstruction(kernel, 16)
          const numbers = new Numbers(rows * 100 + units)
          const deltas = numbers.matrix(rows, units)
          const initial = numbers.row(shared ? 1 : units)
          const [delta, biases, gradients, velocity] = [
            one.batch(deltas),
            one.units(initial),
            one.units(initial.map(() => 0)),
            one.units(initial.map(() => 0)),
          ]
          arenas(one, biases, gradients, velocity)
          one.add(code.BIAS_GRADIENT, [delta.address, units, biases.address, Number(shared), 0, Number(!update)])
          one.run({ rows, threads: 2, writes: [gradients, ...(update ? [biases, velocity] : [])] })
          const sums = Array.from({ length: units }, (_, unit) =>
            deltas.reduce((sum, row) => round(sum + at(row, unit)), 0),
          )
          const [gradient = []] = one.read(gradients)
          if (shared)
            expect(gradient[0]).toBeCloseTo(
              sums.reduce((sum, value) => sum + value, 0),
              kernel === 'float64' ? 12 : 4,
            )
          else expect(gradient).toEqual(sums)
          const moved = initial.map((bias, unit) => round(bias - round(RATE * at(gradient, unit))))
          expect(one.read(biases)).toEqual([update ? moved : initial])
        }
  })
})
