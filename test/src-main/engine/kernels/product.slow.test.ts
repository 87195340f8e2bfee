import * as code from '@engine/kernels/codes'
import { padded, ROW } from '@engine/compiled/layout'
import { describe, expect, test } from 'vitest'
import { at, largestDistance, Numbers, SIZES, zeros } from './numbers'
import { kernelNames, OneInstruction } from './one-instruction'

interface Case {
  readonly rows: number
  readonly depth: number
  readonly width: number
  /** What the sums begin with: a bias per column, nothing, or what C holds. */
  readonly start: 'biases' | 'zero' | 'itself'
  readonly threads: number
}

interface Factors {
  readonly a: readonly (readonly number[])[]
  /** [depth][width] */
  readonly b: readonly (readonly number[])[]
  readonly start: readonly (readonly number[])[]
}

function factorsOf({ rows, depth, width, start }: Case): Factors {
  const numbers = new Numbers(rows * 10_000 + depth * 100 + width)
  const biases = numbers.row(width)
  return {
    a: numbers.matrix(rows, depth),
    b: numbers.matrix(depth, width),
    start:
      start === 'itself'
        ? numbers.matrix(rows, width)
        : Array.from({ length: rows }, () => (start === 'zero' ? Array<number>(width).fill(0) : biases)),
  }
}

/** Three nested loops, every operation rounded by itself: C[row][n] = start + sum over k of A[row][k] B[k][n]. */
function byLoops({ a, b, start }: Factors, round: (value: number) => number): number[][] {
  const c = start.map((row) => [...row])
  for (let row = 0; row < c.length; row++)
    for (let n = 0; n < at(c, row).length; n++)
      for (let k = 0; k < b.length; k++)
        at(c, row)[n] = round(at(at(c, row), n) + round(at(at(a, row), k) * at(at(b, k), n)))
  return c
}

function byKernel(one: OneInstruction, { rows, depth, width, start, threads }: Case, factors: Factors): number[][] {
  const a = one.batch(factors.a)
  // B[k][n] = W[n][k].
  const b = one.weights(Array.from({ length: width }, (_, n) => factors.b.map((row) => at(row, n))))
  const c = one.batch(start === 'itself' ? factors.start : zeros(rows, width))
  const biases = one.units(start === 'biases' ? at(factors.start, 0) : Array<number>(width).fill(0))
  const begin = {
    biases: [biases.address, ROW, 0],
    zero: [one.units([0]).address, 0, 0],
    itself: [c.address, one.layout.stride, ROW],
  }[start]
  // What the planner gives a thread.
  const block = code.PACKED_ROWS * padded(one.layout, depth) * one.layout.size
  const packedBytes =
    Math.max(block, Math.min(Math.ceil(one.layout.capacity / code.PACKED_ROWS) * block, code.PACKED_BYTES)) + 256
  const packed = one.take(threads * packedBytes)
  one.set(code.PACKED, packed.address)
  one.set(code.PACKED_STRIDE, packedBytes)
  one.add(code.PRODUCT, [a.address, b.address, padded(one.layout, depth) * ROW, c.address, ...begin, depth, width])
  one.run({ rows, threads, writes: [c, packed] })
  return one.read(c)
}

const STARTS = ['biases', 'zero', 'itself'] as const

describe.each(kernelNames)('the product of %s', (kernel) => {
  const exact = kernel !== 'float32 fused'

  function compare(each: Case, capacity = 16): void {
    const one = new OneInstruction(kernel, capacity)
    const factors = factorsOf(each)
    const actual = byKernel(one, each, factors)
    const expected = byLoops(factors, exact ? (value) => one.round(value) : (value) => value)
    if (exact) expect(actual, JSON.stringify(each)).toEqual(expected)
    // Fused: as exact as the sum of magnitudes, at most 4 each, allows.
    else expect(largestDistance(actual, expected), JSON.stringify(each)).toBeLessThan(4e-7 * (1 + 4 * each.depth))
  }

  test.each(STARTS)('is that of three nested loops, beginning with %s', (start) => {
    for (const depth of SIZES)
      for (const width of SIZES) {
        const rows = 1 + ((depth + 3 * width) % 13)
        compare({ rows, depth, width, start, threads: 1 })
      }
  })

  test.each(Array.from({ length: 13 }, (_, index) => index + 1))('of %i rows, whoever does which of them', (rows) => {
    for (const threads of [1, 2, 3]) for (const start of STARTS) compare({ rows, depth: 11, width: 19, start, threads })
  })

  test('of rows so long that few of them are packed at a time', () => {
    for (const depth of [8200, 17000]) compare({ rows: 13, depth, width: 5, start: 'biases', threads: 1 })
  })
})
