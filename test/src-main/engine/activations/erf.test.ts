import { erf } from '@engine/activations/erf'
import { expect, test } from 'vitest'
import { goldenMembers } from '../../../helpers/golden'

test('the error function to 1e-15', () => {
  for (const [x, value] of goldenMembers().errorFunction) {
    expect(Math.abs(erf(x) - value), `erf ${x}`).toBeLessThan(1e-15)
    expect(erf(-x), `erf ${-x}`).toBe(-erf(x))
  }
  expect(goldenMembers().errorFunction.length).toBeGreaterThan(60)
})

test('ends and numbers that are none', () => {
  expect([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN].map(erf)).toEqual([1, -1, Number.NaN])
})
