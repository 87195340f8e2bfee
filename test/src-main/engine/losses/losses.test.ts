import { activationOf } from '@engine/activations'
import { lossOf } from '@engine/losses'
import { idsOf } from '@shared/catalog/entry'
import { losses, type LossId } from '@shared/catalog/losses'
import { expect, test } from 'vitest'
import { goldenMembers, largestDifference } from '../../../helpers/golden'

const golden = goldenMembers().losses

test('the golden values are of every loss', () => {
  expect(golden.map(({ id }) => id).toSorted()).toEqual(idsOf(losses).toSorted())
  expect(Object.entries(lossOf).map(([id, loss]) => [id, loss.id])).toEqual(idsOf(losses).map((id) => [id, id]))
})

test.each(golden)(
  'PyTorch has the same value and gradients: $id',
  ({ id, activation, z, a, y, value, gradient, delta }) => {
    const { fusion, ...loss } = lossOf[id]
    expect(loss.value(a, y)).toBeCloseTo(value, 14)
    expect(largestDifference(loss.gradient(a, y), gradient)).toBeLessThan(1e-14)
    expect(largestDifference(activationOf[activation].backward(z, a, loss.gradient(a, y)), delta)).toBeLessThan(1e-14)
    if (!fusion) return
    expect(fusion.activation).toBe(activation)
    expect(fusion.value(z, y)).toBeCloseTo(value, 14)
    expect(largestDifference(fusion.delta(a, y), delta)).toBeLessThan(1e-14)
  },
)

test('the divisor: sums and means over four outputs', () => {
  const [a, y] = [
    [1, 2, 3, 4],
    [0, 0, 0, 0],
  ]
  const values = (['half-squared-error', 'mean-squared-error', 'mean-absolute-error', 'huber', 'hinge'] as const).map(
    (id) => [id, lossOf[id].value(a, y)],
  )
  expect(Object.fromEntries(values)).toEqual({
    'half-squared-error': 15,
    'mean-squared-error': 7.5,
    'mean-absolute-error': 2.5,
    huber: 2,
    hinge: 3.5,
  })
})

test('the slope at the corners', () => {
  expect(lossOf['mean-absolute-error'].gradient([1, 2], [1, 1])).toEqual([0, 0.5])
  expect(lossOf.huber.gradient([1, -1, 1.5], [0, 0, 0])).toEqual([1 / 3, -1 / 3, 1 / 3])
  expect(lossOf.hinge.gradient([1, 0.5], [1, 1])).toEqual([0, -0.5])
})

test('of the sides of the hinge, every target that is not above 0 is the negative one', () => {
  const sides = [0, -1, -0.5].map((target) => lossOf.hinge.value([-1], [target]))
  expect(sides).toEqual([0, 0, 0])
  expect(lossOf.hinge.value([-1], [0.5])).toBe(2)
})

test.each<[LossId, number[], number[], number]>([
  ['categorical-cross-entropy', [-1000, 1000], [1, 0], 2000],
  ['categorical-cross-entropy', [1e308, -1e308], [1, 0], 0],
  ['binary-cross-entropy', [-1000, 1000], [1, 1], 500],
  ['binary-cross-entropy', [-1e308, 1e308], [0, 1], 0],
  ['binary-cross-entropy', [1000], [1], 0],
])('%s from z stays finite where a probability is too small for a number', (id, z, y, value) => {
  expect(lossOf[id].fusion?.value(z, y)).toBe(value)
})

test('what does not happen costs nothing, even where its logarithm is infinite', () => {
  expect(lossOf['binary-cross-entropy'].value([0, 1], [0, 1])).toBe(0)
  expect(lossOf['binary-cross-entropy'].gradient([0, 1], [0, 1])).toEqual([0.5, -0.5])
  expect(lossOf['categorical-cross-entropy'].value([0, 1], [0, 1])).toBe(0)
})

test('fused deltas', () => {
  expect(lossOf['categorical-cross-entropy'].fusion?.delta([0, 1], [1, 0])).toEqual([-1, 1])
  // Targets that do not sum to one.
  expect(lossOf['categorical-cross-entropy'].fusion?.delta([0.25, 0.75], [2, 0])).toEqual([-1.5, 1.5])
  expect(lossOf['binary-cross-entropy'].fusion?.delta([0.25, 1], [1, 0])).toEqual([-0.375, 0.5])
})

test('fused cross-entropy takes 300,000 classes', () => {
  const { fusion } = lossOf['categorical-cross-entropy']
  const z = Array.from({ length: 300_000 }, () => 0)
  const y = z.map((_, unit) => (unit === 7 ? 1 : 0))
  expect(fusion?.value(z, y)).toBeCloseTo(Math.log(300_000), 9)
})

test.each(Object.values(lossOf))('$id does not hide a number that is none', ({ value, fusion }) => {
  expect(value([Number.NaN, 0.5], [1, 1])).toBeNaN()
  if (fusion) expect(fusion.value([Number.NaN, 0.5], [1, 1])).toBeNaN()
})
