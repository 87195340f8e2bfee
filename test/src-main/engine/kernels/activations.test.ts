import { activationOf } from '@engine/activations'
import { activationKernel } from '@engine/compiled/codes'
import { type KernelName } from '@engine/compiled/kernels'
import * as code from '@engine/kernels/codes'
import { type ActivationId, activations } from '@shared/catalog/activations'
import { idsOf } from '@shared/catalog/entry'
import { describe, expect, test } from 'vitest'
import { at, Numbers, SIZES, zeros } from './numbers'
import { kernelNames, OneInstruction } from './one-instruction'

/** A wide range of z, dense around 0 and with both ends of what a number can be. */
const Z = [
  ...Array.from({ length: 801 }, (_, index) => Math.fround((index - 400) / 20)),
  ...[1e-30, 1e-12, 1e-7, 1e-4, 25, 40, 88, 89, 100, 700, 709, 710, 745, 1000, 1e6, 1e30].flatMap((z) => [
    Math.fround(z),
    -Math.fround(z),
  ]),
]
const NOT_FINITE = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]

/** Of the value where it is above 1, else absolute. */
const BOUND: Record<KernelName, number> = { float64: 2e-15, float32: 3e-7, 'float32 fused': 3e-7 }

const elementwise = idsOf(activations).filter((id) => id !== 'softmax')

/** a of every z, in rows of a batch. */
function forward(
  kernel: KernelName,
  id: ActivationId,
  z: readonly (readonly number[])[],
  { threads = 1, padding = true } = {},
): number[][] {
  const one = new OneInstruction(kernel, Math.max(4, z.length))
  const [from, to] = [one.batch(z), one.batch(zeros(z.length, at(z, 0).length))]
  one.add(code.ACTIVATE, [activationKernel[id].code, from.address, to.address, at(z, 0).length])
  one.run({ rows: z.length, threads, writes: [to] })
  return one.read(to, { padding })
}

interface Back {
  readonly id: ActivationId
  readonly z: readonly (readonly number[])[]
  readonly a: readonly (readonly number[])[]
  readonly gradient: readonly (readonly number[])[]
  /** What the result is added to; absent: nothing. */
  readonly before?: readonly (readonly number[])[]
}

function backward(kernel: KernelName, { id, z, a, gradient, before }: Back): number[][] {
  const one = new OneInstruction(kernel, Math.max(4, z.length))
  const width = at(z, 0).length
  const out = one.batch(before ?? zeros(z.length, width))
  const operands = [one.batch(z), one.batch(a), one.batch(gradient), out].map(({ address }) => address)
  one.add(code.DELTA, [activationKernel[id].code, ...operands, width, Number(before !== undefined)])
  one.run({ rows: z.length, threads: 2, writes: [out] })
  return one.read(out)
}

/** The places where two lists are further apart than the bound, as sentences. */
function apart(z: readonly number[], actual: readonly number[], expected: readonly number[], bound: number): string[] {
  return z.flatMap((each, index) => {
    const [is, should] = [at(actual, index), at(expected, index)]
    return Math.abs(is - should) <= bound * Math.max(1, Math.abs(should))
      ? []
      : [`z ${each}: ${is} instead of ${should}`]
  })
}

describe.each(kernelNames)('activations, %s', (kernel) => {
  const bound = BOUND[kernel]

  test.each(elementwise)('%s is that of the reference over a wide range of z', (id) => {
    const [a = []] = forward(kernel, id, [Z])
    expect(apart(Z, a, activationOf[id].value(Z), bound)).toEqual([])
  })

  test.each(elementwise)('delta of %s is the gradient times its derivative', (id) => {
    // Where float32 rounds a to the end of its range, a derivative made from a is that of the end.
    const z = Z.filter((each) => Math.abs(Math.abs(each) - 3) > 1e-5)
    const gradient = new Numbers(1).row(z.length)
    const [a = []] = forward(kernel, id, [z])
    const [delta = []] = backward(kernel, { id, z: [z], a: [a], gradient: [gradient] })
    const expected = activationOf[id].backward(z, activationOf[id].value(z), gradient)
    // a + s (1 - a) loses the digits by which a is larger than 1.
    const lost = (each: number): number => (id === 'silu' ? 1 + Math.abs(each) : 1)
    expect(
      z.flatMap((each, index) =>
        apart([each], delta.slice(index, index + 1), expected.slice(index, index + 1), 2 * bound * lost(each)),
      ),
    ).toEqual([])
    const before = new Numbers(2).row(z.length)
    const [sum = []] = backward(kernel, { id, z: [z], a: [a], gradient: [gradient], before: [before] })
    expect(sum).toEqual(delta.map((value, index) => one(kernel, at(before, index) + value)))
  })

  test.each(elementwise)('%s of no number is no number, and of infinities as finite as the reference says', (id) => {
    const [a = []] = forward(kernel, id, [NOT_FINITE])
    const expected = activationOf[id].value(NOT_FINITE)
    expect(a[0]).toBeNaN()
    expect(a.map(Number.isFinite)).toEqual(expected.map(Number.isFinite))
    expect(apart(NOT_FINITE, a, expected, bound).filter((line) => !/NaN|Infinity instead/.test(line))).toEqual([])
  })

  test.each(idsOf(activations))('%s of every width, by any number of threads', (id) => {
    for (const width of SIZES) {
      const z = new Numbers(width).matrix(7, width)
      const a = forward(kernel, id, z)
      expect(forward(kernel, id, z, { threads: 2 })).toEqual(a)
      a.forEach((row, index) => {
        expect(apart(at(z, index), row, activationOf[id].value(at(z, index)), bound)).toEqual([])
      })
    }
  })

  test('softmax has the product with its Jacobian for a delta, and no overflow', () => {
    for (const width of SIZES) {
      const numbers = new Numbers(width)
      const z = [
        ...numbers.matrix(3, width),
        ...numbers.matrix(3, width, -500, 500),
        ...numbers.matrix(1, width, 1e6, 1e7),
      ]
      const gradient = numbers.matrix(z.length, width)
      const a = forward(kernel, 'softmax', z)
      const delta = backward(kernel, { id: 'softmax', z, a, gradient })
      z.forEach((row, index) => {
        const expected = activationOf.softmax.value(row)
        expect(apart(row, at(a, index), expected, 4 * bound)).toEqual([])
        const back = activationOf.softmax.backward(row, expected, at(gradient, index))
        expect(apart(row, at(delta, index), back, 10 * bound)).toEqual([])
      })
    }
  })

  test('softmax of a row with no number in it is no number anywhere, and leaves the other rows alone', () => {
    const [a = [], b = []] = forward(
      kernel,
      'softmax',
      [
        [1, Number.NaN, 3],
        [0, 0, 0],
      ],
      { padding: false },
    )
    expect(a.map(Number.isNaN)).toEqual([true, true, true])
    expect(apart([0, 0, 0], b, [1 / 3, 1 / 3, 1 / 3], bound)).toEqual([])
  })
})

const one = (kernel: KernelName, value: number): number => (kernel === 'float64' ? value : Math.fround(value))
