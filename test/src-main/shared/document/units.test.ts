import { expect, test } from 'vitest'
import { MOST_UNITS, unitsAdvice, unitsIn } from '@shared/document/units'

test.each([
  ['1', 1],
  [' 16 ', 16],
  ['1000000', MOST_UNITS],
  ['0', null],
  ['-3', null],
  ['2.5', null],
  ['1000001', null],
  ['', null],
  ['many', null],
])('units typed as "%s"', (text, units) => expect(unitsIn(text)).toBe(units))

test('what to say of others', () => {
  expect(unitsAdvice(4)).toBe('Give a whole number from 1 to 1,000,000; 4 stays in force.')
})
