import { isRoundingOf, typedNumber } from '@shared/lesson/typed-number'
import { expect, test } from 'vitest'

test.each<[string, number, number]>([
  ['0,5', 0.5, 1],
  ['−2', -2, 0],
  ['1e-3', 0.001, 3],
  // As this program writes it: both minus signs are real ones.
  ['−6.10352e−5', -6.10352e-5, 10],
  ['-6,1·10^-5', -6.1e-5, 6],
  ['6.1 × 10^(−5)', 6.1e-5, 6],
  ['.5', 0.5, 1],
  ['+2e3', 2000, -3],
  ['- 0.250', -0.25, 3],
])('%s is a number', (text, value, decimals) => expect(typedNumber(text)).toEqual({ value, decimals }))

test.each(['', ' ', 'x', '1.234,5', '1,234,5', '0x10', 'Infinity', '1e999', '.', '-'])('"%s" is none', (text) =>
  expect(typedNumber(text)).toBeNull(),
)

test.each<[string, number, boolean]>([
  ['0.39', 0.3925, true],
  ['0.390', 0.3925, false],
  ['8.8e-3', 0.00877, true],
  ['2e3', 1700, true],
  ['0', 0.001, false],
])('%s may be a rounding of %f: %s', (text, number, may) => {
  const typed = typedNumber(text)
  expect(typed && isRoundingOf(typed, number)).toBe(may)
})
