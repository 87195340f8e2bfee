import { lossOf } from '@engine/losses'
import { expect, test } from 'vitest'

test('values and gradients of the losses', () => {
  const [a, y] = [
    [0.5, 2],
    [1, -1],
  ]
  const valueAndGradient = Object.values(lossOf).map(({ id, value, gradient }) => [id, value(a, y), gradient(a, y)])
  expect(valueAndGradient).toEqual([
    ['half-squared-error', 4.625, [-0.5, 3]],
    ['mean-squared-error', 4.625, [-0.5, 3]],
    ['categorical-cross-entropy', -Math.log(0.5) + Math.log(2), [-2, 0.5]],
  ])
})

test('half squared error sums over the outputs, mean squared error averages', () => {
  const [a, y] = [
    [1, 2, 3, 4],
    [0, 0, 0, 0],
  ]
  expect(lossOf['half-squared-error'].value(a, y)).toBe(15)
  expect(lossOf['mean-squared-error'].value(a, y)).toBe(7.5)
})

test('cross-entropy behind a softmax stays finite where a probability is too small for a number', () => {
  const { fusion } = lossOf['categorical-cross-entropy']
  expect(fusion?.value([-1000, 1000], [1, 0])).toBe(2000)
  expect(fusion?.delta([0, 1], [1, 0])).toEqual([-1, 1])
  expect(fusion?.value([1e308, -1e308], [1, 0])).toBe(0)
})

test('fused cross-entropy with targets that do not sum to one', () => {
  const { fusion } = lossOf['categorical-cross-entropy']
  expect(fusion?.delta([0.25, 0.75], [2, 0])).toEqual([-1.5, 1.5])
})

test('fused cross-entropy takes 300,000 classes', () => {
  const { fusion } = lossOf['categorical-cross-entropy']
  const z = Array.from({ length: 300_000 }, () => 0)
  expect(
    fusion?.value(
      z,
      z.map((_, unit) => (unit === 7 ? 1 : 0)),
    ),
  ).toBeCloseTo(Math.log(300_000), 9)
})
