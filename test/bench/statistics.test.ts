import { expect, test } from 'vitest'
import { median, pairedRatio } from './statistics'

test('the median of odd and even numbers of values, in any order', () => {
  expect(median([7])).toBe(7)
  expect(median([9, 1, 5])).toBe(5)
  expect(median([4, 1, 9, 2])).toBe(3)
  expect(median([])).toBeNaN()
})

test('ratios are taken within each pair, so a slow moment that hits both sides of one does not count', () => {
  const calm = { ours: 300, theirs: 100 }
  expect(pairedRatio([calm, { ours: 30, theirs: 10 }, calm])).toEqual({ median: 3, minimum: 3, maximum: 3 })
  expect(pairedRatio([calm, { ours: 200, theirs: 100 }, { ours: 100, theirs: 200 }])).toEqual({
    median: 2,
    minimum: 0.5,
    maximum: 3,
  })
})
