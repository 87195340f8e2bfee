import { activationOf } from '@engine/activations'
import { lossKernel } from '@engine/compiled/codes'
import { type KernelName } from '@engine/compiled/kernels'
import * as code from '@engine/kernels/codes'
import { lossOf } from '@engine/losses'
import { idsOf } from '@shared/catalog/entry'
import { type LossId, losses } from '@shared/catalog/losses'
import { describe, expect, test } from 'vitest'
import { at, Numbers, SIZES, zeros } from './numbers'
import { kernelNames, OneInstruction } from './one-instruction'

const BOUND: Record<KernelName, number> = { float64: 4e-15, float32: 1e-6, 'float32 fused': 1e-6 }
const ROWS = 7

type Matrix = readonly (readonly number[])[]

interface Case {
  readonly code: number
  /** Outputs, or z where the loss is fused with an activation. */
  readonly a: Matrix
  readonly y: Matrix
  /** What each sample counts in the batch. */
  readonly shares: readonly number[]
}

function byKernel(
  kernel: KernelName,
  each: Case,
  { threads = 1, padding = true } = {},
): { losses: number[]; gradient: number[][]; a: number[][] } {
  const one = new OneInstruction(kernel, 8)
  const rows = each.a.length
  const [a, y] = [one.batch(each.a), one.batch(each.y)]
  const gradient = one.batch(zeros(rows, at(each.a, 0).length))
  const values = one.take(8 * rows)
  one.set(code.SAMPLE_LOSSES, values.address)
  one.set(code.SHARE, one.numbers(each.shares).address)
  one.add(code.LOSS, [each.code, a.address, y.address, gradient.address, at(each.a, 0).length])
  one.run({ rows, threads, writes: [a, gradient, values] })
  return {
    losses: one.readFloat64(values.address, rows),
    gradient: one.read(gradient, { padding }),
    a: one.read(a, { padding }),
  }
}

/** Outputs and targets such as the loss is made for. */
function samplesOf(loss: LossId, width: number): { a: number[][]; y: number[][]; shares: number[] } {
  const numbers = new Numbers(width)
  const probabilities = loss === 'binary-cross-entropy' || loss === 'categorical-cross-entropy'
  const targets =
    probabilities || loss === 'hinge'
      ? (): number => numbers.dice.of([0, 1, 1, 0.25])
      : (): number => numbers.row(1)[0] ?? 0
  return {
    a: probabilities ? numbers.matrix(ROWS, width, 0.001, 0.999) : numbers.matrix(ROWS, width, -3, 3),
    y: Array.from({ length: ROWS }, () => Array.from({ length: width }, targets)),
    shares: numbers.row(ROWS, 0.05, 0.4),
  }
}

/** Farther apart than the bound, relative to what is expected where that is above 1. */
function apart(actual: readonly number[], expected: readonly number[], bound: number): number[] {
  return expected.filter(
    (value, index) => !(Math.abs(at(actual, index) - value) <= bound * Math.max(1, Math.abs(value))),
  )
}

describe.each(kernelNames)('losses, %s', (kernel) => {
  const bound = BOUND[kernel]

  test.each(idsOf(losses))('%s and its gradient, times the share of each sample', (id) => {
    for (const width of SIZES)
      for (const threads of [1, 2]) {
        const { a, y, shares } = samplesOf(id, width)
        const actual = byKernel(kernel, { code: lossKernel[id].code, a, y, shares }, { threads })
        expect(actual.a).toEqual(a)
        expect(
          apart(
            actual.losses,
            a.map((row, index) => lossOf[id].value(row, at(y, index))),
            bound,
          ),
        ).toEqual([])
        const gradient = a.flatMap((row, index) =>
          lossOf[id].gradient(row, at(y, index)).map((slope) => slope * at(shares, index)),
        )
        expect(apart(actual.gradient.flat(), gradient, bound)).toEqual([])
      }
  })

  const fused = idsOf(losses).flatMap((id) => {
    const { fused } = lossKernel[id]
    return fused ? [{ id, ...fused }] : []
  })

  test.each(fused)('$id behind $activation: loss and delta from z, and a', ({ id, activation, code }) => {
    const { fusion } = lossOf[id]
    if (!fusion) throw new Error(`${id} is not fused.`)
    for (const width of SIZES)
      for (const size of [1, 20, 600]) {
        const numbers = new Numbers(width)
        const { y, shares } = samplesOf(id, width)
        const z = numbers.matrix(ROWS, width, -size, size)
        const actual = byKernel(kernel, { code, a: z, y, shares }, { threads: 2 })
        const a = z.map((row) => activationOf[activation].value(row))
        expect(apart(actual.a.flat(), a.flat(), 4 * bound)).toEqual([])
        // float32: z minus its largest is rounded before it becomes a power.
        const expected = z.map((row, index) => fusion.value(row, at(y, index)))
        expect(apart(actual.losses, expected, 4 * bound)).toEqual([])
        const deltas = a.flatMap((row, index) =>
          fusion.delta(row, at(y, index)).map((delta) => delta * at(shares, index)),
        )
        expect(apart(actual.gradient.flat(), deltas, 10 * bound)).toEqual([])
      }
  })

  test('what is not a number stays so, sample by sample', () => {
    for (const { code } of [...idsOf(losses).map((id) => lossKernel[id]), ...fused]) {
      const a = [
        [0.5, 0.25, 0.25],
        [0.5, Number.NaN, 0.25],
        [0.5, 0.25, 0.25],
      ]
      const y = [
        [0, 1, 0],
        [0, 1, 0],
        [0, 1, 0],
      ]
      const actual = byKernel(kernel, { code, a, y, shares: [1, 1, 1] }, { padding: false })
      expect(actual.losses.map(Number.isNaN), `code ${code}`).toEqual([false, true, false])
    }
  })
})

describe.each(kernelNames)('the samples of a batch, %s', (kernel) => {
  const ORDER = [4, 0, 2, 5, 1]
  const WEIGHTS = [1, 2.5, 0.25, 4, 0, 3]

  test('all count alike, or by their weights', () => {
    for (const weights of [null, WEIGHTS, [0, 0, 0, 1, 0, 0]]) {
      const one = new OneInstruction(kernel, 8)
      const shares = one.take(ORDER.length * one.layout.size)
      one.set(code.ORDER, one.int32(ORDER))
      one.set(code.SHARE, shares.address)
      one.set(code.WEIGHTS_OF_ROWS, weights ? one.float64(weights) : 0)
      one.add(code.SHARES, [])
      one.run({ rows: ORDER.length, threads: 2, writes: [shares] })
      const own = ORDER.map((row) => (weights ? at(weights, row) : 1))
      const sum = own.reduce((total, weight) => total + weight, 0)
      const expected = own.map((weight) => one.round(sum > 0 ? weight / sum : 0))
      expect(one.readNumbers(shares.address, ORDER.length)).toEqual(expected)
    }
  })

  test('the loss of the batch is their weighted mean, 0 where none counts', () => {
    const losses = [3, 1.5, 0.125, 8, 2]
    for (const weights of [null, WEIGHTS, [0, 0, 0, 1, 0, 0]]) {
      const one = new OneInstruction(kernel, 8)
      const mean = one.take(8)
      one.set(code.ORDER, one.int32(ORDER))
      one.set(code.SAMPLE_LOSSES, one.float64(losses))
      one.set(code.WEIGHTS_OF_ROWS, weights ? one.float64(weights) : 0)
      one.set(code.LOSSES, mean.address)
      one.add(code.SUM_LOSS, [])
      one.run({ rows: ORDER.length, threads: 2, writes: [mean] })
      const own = ORDER.map((row) => (weights ? at(weights, row) : 1))
      const [total, sum] = [own, own.map((weight, index) => weight * at(losses, index))].map((each) =>
        each.reduce((a, b) => a + b, 0),
      )
      expect(one.readFloat64(mean.address, 1)).toEqual([
        total === undefined || total === 0 || sum === undefined ? 0 : sum / total,
      ])
    }
  })
})
