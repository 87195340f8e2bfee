import { derivative } from '@engine/reference/derivative'
import { expect, test } from 'vitest'

const smooth = (f: (x: number) => number) => (x: number) => ({ value: f(x), piece: '' })

test.each<[string, (x: number) => number, number, number]>([
  ['a straight line', (x) => 3 * x - 2, 5, 3],
  ['a square', (x) => x * x, -4, -8],
  ['e^x', Math.exp, 1, Math.E],
  ['a sine', Math.sin, 2, Math.cos(2)],
  ['a steep sigmoid', (x) => 1 / (1 + Math.exp(-30 * x)), 0.01, (30 * Math.exp(-0.3)) / (1 + Math.exp(-0.3)) ** 2],
  ['a constant', () => 7, 1, 0],
])('of %s', (_name, f, x, expected) => {
  const found = derivative(smooth(f), x)
  const off = Math.abs((found?.value ?? NaN) - expected)
  expect(off).toBeLessThan(1e-10 * Math.max(1, Math.abs(expected)))
  expect(found?.uncertainty).toBeLessThan(1e-7)
})

test('the uncertainty covers what the rounding of a large function does to a small derivative', () => {
  const found = derivative(
    smooth((x) => 1e10 + Math.sin(x)),
    1,
  )
  expect(found?.uncertainty).toBeGreaterThan(Math.abs((found?.value ?? NaN) - Math.cos(1)))
  expect(found?.uncertainty).toBeGreaterThan(1e-5)
})

test('near a corner the steps stay on one side of it; at the corner there is none', () => {
  const corner = (x: number) => ({ value: x > 0 ? x * x + x : 0, piece: String(x > 0) })
  expect(derivative(corner, 0.003)?.value).toBeCloseTo(1.006, 10)
  expect(derivative(corner, -0.0002)?.value).toBe(0)
  expect(derivative(corner, 0)).toBeNull()
  expect(derivative(corner, 0.00001)).toBeNull()
})
