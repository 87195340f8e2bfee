import { clipGradients, globalNorm, normCoefficient } from '@engine/clipping'
import { expect, test } from 'vitest'
import { goldenMembers, largestDifference } from '../../helpers/golden'

test.each(goldenMembers().clippings)('PyTorch clips alike: $settings', ({ settings, gradients, clipped }) => {
  const ours = clipGradients(settings, gradients)
  expect(ours.map(({ length }) => length)).toEqual(clipped.map(({ length }) => length))
  expect(largestDifference(ours.flat(), clipped.flat())).toBeLessThan(1e-15)
})

test('without clipping the gradients are copied', () => {
  const gradients = [[1, -2], [300]]
  const same = clipGradients({ id: 'none' }, gradients)
  expect(same).toEqual(gradients)
  expect(same[0]).not.toBe(gradients[0])
})

test('the norm is of all lists together, and a gradient of 0 stays', () => {
  expect(globalNorm([[3], [], [0, 4]])).toBe(5)
  expect(normCoefficient(0, 0.5)).toBe(1)
  expect(clipGradients({ id: 'norm', limit: 1 }, [[0, 0]])).toEqual([[0, 0]])
})

test('a number that is none is not hidden', () => {
  expect(clipGradients({ id: 'value', limit: 1 }, [[Number.NaN, 5]])).toEqual([[Number.NaN, 1]])
  expect(clipGradients({ id: 'norm', limit: 1 }, [[Number.NaN, 5]])).toEqual([[Number.NaN, Number.NaN]])
})
