import { activationOf } from '@engine/activations'
import { type ActivationId } from '@shared/catalog/activations'
import { describe, expect, test } from 'vitest'

describe('values at the ends of the range are finite and right', () => {
  test.each<[ActivationId, number[], number[]]>([
    ['linear', [-1e300, 0, 1e300], [-1e300, 0, 1e300]],
    ['sigmoid', [-1000, 0, 1000], [0, 0.5, 1]],
    ['tanh', [-1000, 0, 1000], [-1, 0, 1]],
    ['relu', [-1000, 0, 1000], [0, 0, 1000]],
    ['softmax', [-1000, 0, 1000], [0, 0, 1]],
    ['softmax', [1000, 1000], [0.5, 0.5]],
    ['softmax', [-1e308, -1e308], [0.5, 0.5]],
  ])('%s', (id, z, a) => {
    expect(activationOf[id].value(z)).toEqual(a)
  })
})

test.each(Object.values(activationOf))('$id does not hide a number that is none', ({ value }) => {
  expect(value([Number.NaN, 1]).some(Number.isNaN)).toBe(true)
})

test('the corner of ReLU has the slope 0', () => {
  expect(activationOf.relu.backward([-1, 0, 1], [0, 0, 1], [2, 2, 2])).toEqual([0, 0, 2])
})

test('softmax takes a layer of 300,000 units', () => {
  const a = activationOf.softmax.value(Array.from({ length: 300_000 }, () => 3))
  expect(a.every((share) => share === a[0])).toBe(true)
  expect(a[0]).toBeCloseTo(1 / 300_000, 15)
})
