import { fitScaling, scale, unscale } from '@engine/data/scaling'
import { expect, test } from 'vitest'

test('mean and population standard deviation', () => {
  expect(fitScaling([1, 2, 3, 4])).toEqual({ mean: 2.5, deviation: Math.sqrt(1.25) })
})

test.each([
  [[3, 3, 3]],
  [[0.1, 0.1, 0.1]],
  [Array.from({ length: 1000 }, () => 0.7)],
  [Array.from({ length: 97 }, () => -1234567.891)],
])('a constant column is only centred', (values) => {
  const [value = NaN] = values
  const { mean, deviation } = fitScaling(values)
  expect(deviation).toBe(1)
  expect(mean).toBeCloseTo(value, 8)
})

test('a column that varies a little around a large value is scaled', () => {
  const values = [1e6, 1e6 + 1, 1e6 + 2]
  const scaling = fitScaling(values)
  expect(values.map((value) => scale(value, scaling))).toEqual([-Math.sqrt(1.5), 0, Math.sqrt(1.5)])
})

test('scale and unscale are inverse', () => {
  const scaling = { mean: 4, deviation: 0.5 }
  expect(scale(5, scaling)).toBe(2)
  expect(unscale(2, scaling)).toBe(5)
})
