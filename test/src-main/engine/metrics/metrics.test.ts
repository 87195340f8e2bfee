import { largestIndex, metricOf } from '@engine/metrics'
import { expect, test } from 'vitest'

test('the first of equals is the largest', () => {
  expect([[1, 3, 3], [5], [-2, -1], [0, 0]].map(largestIndex)).toEqual([1, 0, 1, 0])
})

test('accuracy and mean absolute error of one sample', () => {
  expect(metricOf.accuracy([0.2, 0.5, 0.3], [0, 1, 0])).toBe(1)
  expect(metricOf.accuracy([0.2, 0.5, 0.3], [1, 0, 0])).toBe(0)
  expect(metricOf.meanAbsoluteError([1, -2], [3, 1])).toBe(2.5)
})
