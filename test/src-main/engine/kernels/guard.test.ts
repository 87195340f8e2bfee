import { type KernelName } from '@engine/compiled/kernels'
import * as code from '@engine/kernels/codes'
import { describe, expect, test } from 'vitest'
import { at, Numbers } from './numbers'
import { kernelNames, OneInstruction } from './one-instruction'

interface Found {
  readonly status: number
  readonly done: number
  /** Of each thread: the largest activation and the largest delta. */
  readonly magnitudes: number[]
}

/** Guards one matrix of activations and one of deltas, then checks; the barrier of a real tape is not needed for one thread. */
function guarded(
  kernel: KernelName,
  a: readonly (readonly number[])[],
  delta: readonly (readonly number[])[],
  on = true,
): Found {
  const one = new OneInstruction(kernel, 16)
  const [activations, deltas] = [one.batch(a), one.batch(delta)]
  const magnitudes = one.take(16)
  one.set(code.MAGNITUDES, magnitudes.address)
  one.set(code.GUARDED, Number(on))
  const list = one.int32([activations.address, activations.width, 0, deltas.address, deltas.width, 1])
  one.add(code.GUARD, [list, 2])
  one.add(code.CHECK, [])
  one.run({ rows: a.length, writes: [magnitudes] })
  return { status: one.get(code.STATUS), done: one.get(code.DONE), magnitudes: one.readFloat64(magnitudes.address, 2) }
}

const changed = (matrix: readonly (readonly number[])[], row: number, column: number, value: number): number[][] =>
  matrix.map((each, index) => each.map((old, place) => (index === row && place === column ? value : old)))

describe.each(kernelNames)('the guard, %s', (kernel) => {
  const numbers = new Numbers(1)
  const [a, delta] = [numbers.matrix(5, 13), numbers.matrix(5, 3, -0.5, 0.5)]
  const large = kernel === 'float64' ? 1e150 : 1e13

  test('lets ordinary numbers pass and knows the largest of them', () => {
    const { status, done, magnitudes } = guarded(kernel, a, delta)
    expect({ status, done }).toEqual({ status: code.COMPLETE, done: 1 })
    const largest = [a, delta].map((matrix) => Math.max(...matrix.flat().map(Math.abs)))
    // Of float64 the upper half of the bits.
    magnitudes.forEach((value, index) => {
      expect(Math.abs(value / at(largest, index) - 1)).toBeLessThan(kernel === 'float64' ? 1e-6 : 1e-15)
    })
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, large, -large])(
    'holds a step back because of %d anywhere',
    (value) => {
      for (const [row, column] of [
        [0, 0],
        [4, 2],
        [3, 1],
      ] as const) {
        const back = { status: code.SUSPECT, done: 0 }
        expect(guarded(kernel, changed(a, row, column, value), delta)).toMatchObject(back)
        expect(guarded(kernel, a, changed(delta, row, column, value))).toMatchObject(back)
        expect(guarded(kernel, changed(a, row, 12, value), delta)).toMatchObject(back)
      }
    },
  )

  test('holds a step back whose gradient may be too large, though no number of it is', () => {
    const half = Math.sqrt(large)
    expect(guarded(kernel, changed(a, 1, 1, half), changed(delta, 2, 2, half)).status).toBe(code.SUSPECT)
    expect(guarded(kernel, changed(a, 1, 1, half), delta).status).toBe(code.COMPLETE)
  })

  test('lets everything pass when it is off', () => {
    expect(guarded(kernel, changed(a, 1, 1, Number.NaN), delta, false)).toMatchObject({
      status: code.COMPLETE,
      done: 1,
    })
  })
})
