import { activationOf } from '@engine/activations'
import { activations, type ActivationId } from '@shared/catalog/activations'
import { idsOf } from '@shared/catalog/entry'
import { describe, expect, test } from 'vitest'
import { goldenMembers, largestDifference } from '../../../helpers/golden'

const golden = goldenMembers().activations

test('the golden values are of every activation', () => {
  expect(golden.map(({ id }) => id).toSorted()).toEqual(idsOf(activations).toSorted())
  expect(Object.entries(activationOf).map(([id, activation]) => [id, activation.id])).toEqual(
    idsOf(activations).map((id) => [id, id]),
  )
})

test.each(golden)('PyTorch has the same values and deltas: $id', ({ id, z, upstream, a, delta }) => {
  const ours = activationOf[id].value(z)
  expect(largestDifference(ours, a)).toBeLessThan(1e-14)
  expect(largestDifference(activationOf[id].backward(z, ours, upstream), delta)).toBeLessThan(1e-14)
})

describe('values at the ends of the range are finite and right', () => {
  test.each<[ActivationId, number[], number[]]>([
    ['linear', [-1e300, 0, 1e300], [-1e300, 0, 1e300]],
    ['sigmoid', [-1000, 0, 1000], [0, 0.5, 1]],
    ['tanh', [-1000, 0, 1000], [-1, 0, 1]],
    ['relu', [-1000, 0, 1000], [0, 0, 1000]],
    ['leaky-relu', [-1000, 0, 1000], [-10, 0, 1000]],
    ['elu', [-1000, 0, 1000], [-1, 0, 1000]],
    ['selu', [-1000, 0, 1000], [-1.7580993408473766, 0, 1050.7009873554805]],
    ['gelu', [-1000, 0, 1000], [-0, 0, 1000]],
    ['softplus', [-1000, 0, 1000], [0, Math.LN2, 1000]],
    ['softsign', [-1e300, 0, 1e300], [-1, 0, 1]],
    ['silu', [-1000, 0, 1000], [-0, 0, 1000]],
    ['hard-sigmoid', [-1000, 0, 1000], [0, 0.5, 1]],
    ['softmax', [-1000, 0, 1000], [0, 0, 1]],
    ['softmax', [1000, 1000], [0.5, 0.5]],
    ['softmax', [-1e308, -1e308], [0.5, 0.5]],
  ])('%s', (id, z, a) => {
    expect(activationOf[id].value(z)).toEqual(a)
    expect(activationOf[id].backward(z, a, [1, 1, 1].slice(0, z.length)).every(Number.isFinite)).toBe(true)
  })
})

test.each(Object.values(activationOf))('$id does not hide a number that is none', ({ value }) => {
  expect(value([Number.NaN, 1]).some(Number.isNaN)).toBe(true)
  expect(value([1, Number.NaN]).some(Number.isNaN)).toBe(true)
})

test('slopes at the corners are those of PyTorch', () => {
  const slopeAt = (id: ActivationId, z: number): number | undefined =>
    activationOf[id].backward([z], activationOf[id].value([z]), [1])[0]
  expect({
    relu: slopeAt('relu', 0),
    leakyRelu: slopeAt('leaky-relu', 0),
    hardSigmoid: [slopeAt('hard-sigmoid', -3), slopeAt('hard-sigmoid', 3)],
  }).toEqual({ relu: 0, leakyRelu: 0.01, hardSigmoid: [0, 0] })
})

test('softplus is exact where PyTorch is not: small values, and above 20', () => {
  const [small = NaN, large = NaN] = activationOf.softplus.value([-40, 21])
  expect(small / Math.exp(-40)).toBeCloseTo(1, 15)
  expect(large - 21).toBeCloseTo(Math.exp(-21), 14)
})

test('softmax takes a layer of 300,000 units', () => {
  const a = activationOf.softmax.value(Array.from({ length: 300_000 }, () => 3))
  expect(a.every((share) => share === a[0])).toBe(true)
  expect(a[0]).toBeCloseTo(1 / 300_000, 15)
})
