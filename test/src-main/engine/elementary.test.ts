import { cos, exp, log, power } from '@engine/elementary'
import { randomFromSeed } from '@engine/random'
import { describe, expect, test } from 'vitest'

/** From a number to the next larger magnitude. */
function lastPlace(x: number): number {
  const words = new DataView(new ArrayBuffer(8))
  words.setFloat64(0, Math.abs(x))
  words.setBigUint64(0, words.getBigUint64(0) + 1n)
  return words.getFloat64(0) - Math.abs(x)
}

/** The largest difference to the engine's own function in units of the last place, over 50,000 arguments. */
function worst(ours: (x: number) => number, theirs: (x: number) => number, draw: (share: number) => number): number {
  const random = randomFromSeed(1, 'weights')
  let largest = 0
  for (let round = 0; round < 50_000; round++) {
    const x = draw(random.next())
    largest = Math.max(largest, Math.abs(ours(x) - theirs(x)) / lastPlace(theirs(x)))
  }
  return largest
}

describe('within two units in the last place of what this JavaScript engine has', () => {
  test.each<[string, (x: number) => number, (x: number) => number, (share: number) => number]>([
    ['exp over its whole range', exp, Math.exp, (share) => -745 + share * 1454.7],
    ['exp near 0', exp, Math.exp, (share) => share - 0.5],
    ['log over its whole range', log, Math.log, (share) => Math.exp(-744 + share * 1453)],
    ['log near 1', log, Math.log, (share) => 0.5 + share],
    ['cos', cos, Math.cos, (share) => share * Math.PI],
    ['cos near pi / 2', cos, Math.cos, (share) => Math.PI / 2 + (share - 0.5) * 1e-6],
  ])('%s', (_name, ours, theirs, draw) => {
    expect(worst(ours, theirs, draw)).toBeLessThanOrEqual(2)
  })
})

test('exact and special values', () => {
  expect([0, -746, -1e300, 710, 1e300, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map(exp)).toEqual([
    1,
    0,
    0,
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    0,
  ])
  expect([1, 0, Number.POSITIVE_INFINITY, -1, 2].map(log)).toEqual([
    0,
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NaN,
    Math.LN2,
  ])
  expect([0, Math.PI].map(cos)).toEqual([1, -1])
  expect([exp, log, cos].map((each) => each(Number.NaN))).toEqual([Number.NaN, Number.NaN, Number.NaN])
})

test('the smallest numbers', () => {
  expect([5e-324, 1e-310, 2.2250738585072014e-308].map((x) => log(x) - Math.log(x))).toEqual([0, 0, 0])
  expect(exp(-745)).toBe(5e-324)
})

test('powers by repeated squaring', () => {
  expect([power(0.9, 0), power(0.9, 1), power(-2, 5), power(3, 20), power(0, 0), power(0.5, 1074)]).toEqual([
    1, 0.9, -32, 3_486_784_401, 1, 5e-324,
  ])
  // A decay over a long run: the error of n factors grows with n, but what it is subtracted from is 1.
  for (const step of [10, 1000, 20_000]) expect(power(0.999, step)).toBeCloseTo(Math.exp(step * Math.log(0.999)), 12)
})
