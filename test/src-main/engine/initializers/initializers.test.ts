import { drawWeights, initializerOf } from '@engine/initializers'
import { normalNumbers } from '@engine/initializers/normal-numbers'
import { randomFromSeed } from '@engine/random'
import { idsOf } from '@shared/catalog/entry'
import { initializers } from '@shared/catalog/initializers'
import { describe, expect, test } from 'vitest'
import { goldenMembers } from '../../../helpers/golden'

const golden = goldenMembers().initializers
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const moment = (values: readonly number[], center: number, order: number): number =>
  mean(values.map((value) => (value - center) ** order))
const random = (seed = 1) => randomFromSeed(seed, 'weights')

test('the golden values are of every initializer', () => {
  expect(golden.map(({ settings }) => settings.id).toSorted()).toEqual(idsOf(initializers).toSorted())
  expect(Object.entries(initializerOf).map(([id, initializer]) => [id, initializer.id])).toEqual(
    idsOf(initializers).map((id) => [id, id]),
  )
})

describe('60,000 weights have the mean, variance and range of PyTorch', () => {
  test.each(golden)('$settings', ({ settings, units, inputs, mean: center, variance, halfWidth }) => {
    const weights = drawWeights(settings, units, inputs, random())
    expect(weights.map(({ length }) => length)).toEqual(Array.from({ length: units }, () => inputs))
    const all = weights.flat()
    // Five standard errors of a mean and of a variance.
    expect(Math.abs(mean(all) - center)).toBeLessThanOrEqual(5 * Math.sqrt(variance / all.length) + 1e-12)
    expect(Math.abs(moment(all, center, 2) - variance)).toBeLessThanOrEqual(5 * variance * Math.sqrt(2 / all.length))
    if (halfWidth === null) return
    const farthest = Math.max(...all.map((weight) => Math.abs(weight - center)))
    expect(farthest).toBeLessThanOrEqual(halfWidth + 1e-15)
    expect(farthest).toBeGreaterThanOrEqual(halfWidth * 0.999)
  })
})

test('a seed decides the weights, and another gives others', () => {
  for (const { settings } of golden) {
    const drawn = (seed: number): number[][] => drawWeights(settings, 3, 4, random(seed))
    expect(drawn(1)).toEqual(drawn(1))
    if (settings.id !== 'zeros' && settings.id !== 'constant') expect(drawn(2)).not.toEqual(drawn(1))
  }
})

test('the uniform ones are drawn row by row, one number per weight', () => {
  const numbers = random()
  const next = (range: number): number => (2 * numbers.next() - 1) * range
  const range = Math.sqrt(6 / 5)
  expect(drawWeights({ id: 'glorot-uniform' }, 2, 3, random())).toEqual([
    [next(range), next(range), next(range)],
    [next(range), next(range), next(range)],
  ])
  const others = random()
  expect(drawWeights({ id: 'he-uniform' }, 1, 2, random())).toEqual([
    [(2 * others.next() - 1) * Math.sqrt(3), (2 * others.next() - 1) * Math.sqrt(3)],
  ])
})

test('normal numbers have the moments of the normal distribution, in pairs without correlation', () => {
  const next = normalNumbers(random(7))
  const values = Array.from({ length: 100_000 }, next)
  expect(Math.abs(mean(values))).toBeLessThan(0.015)
  expect(Math.abs(moment(values, 0, 2) - 1)).toBeLessThan(0.02)
  expect(Math.abs(moment(values, 0, 3))).toBeLessThan(0.04)
  expect(Math.abs(moment(values, 0, 4) - 3)).toBeLessThan(0.15)
  expect(values.filter((value) => Math.abs(value) > 1.959964).length / values.length).toBeCloseTo(0.05, 2)
  const pairs = values.flatMap((value, index) => (index % 2 === 0 ? [value * (values[index + 1] ?? NaN)] : []))
  expect(Math.abs(mean(pairs))).toBeLessThan(0.02)
})

test('normal numbers are the same bits everywhere', () => {
  const next = normalNumbers(random(1))
  expect([next(), next(), next()]).toMatchInlineSnapshot(`
    [
      0.41756835840431467,
      0.46961577807904475,
      -2.3294181442864925,
    ]
  `)
})

describe.each([
  { units: 5, inputs: 5 },
  { units: 3, inputs: 40 },
  { units: 60, inputs: 20 },
  { units: 1, inputs: 1 },
])('an orthogonal matrix of $units x $inputs', ({ units, inputs }) => {
  const weights = drawWeights({ id: 'orthogonal', gain: 2 }, units, inputs, random(3))
  const columns = Array.from({ length: inputs }, (_, input) => weights.map((row) => row[input] ?? NaN))
  const vectors = units <= inputs ? weights : columns
  const product = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, value, place) => sum + value * (b[place] ?? NaN), 0)

  test('has vectors of the length of the gain at right angles', () => {
    const worst = vectors.flatMap((one, row) =>
      vectors.map((other, column) => Math.abs(product(one, other) - (row === column ? 4 : 0))),
    )
    expect(Math.max(...worst)).toBeLessThan(1e-13)
  })
})

test('orthogonal matrices have no preferred sign', () => {
  const firsts = Array.from({ length: 200 }, (_, seed) => {
    const [row] = drawWeights({ id: 'orthogonal', gain: 1 }, 2, 2, random(seed))
    return Math.sign(row?.[0] ?? Number.NaN)
  })
  expect(firsts.filter((sign) => sign === 1).length).toBeGreaterThan(60)
  expect(firsts.filter((sign) => sign === -1).length).toBeGreaterThan(60)
})
