import { describe, expect, it } from 'vitest'
import { brief, shownName, sizeWithin } from '../../../../src-renderer/components/backprop/node-text'

describe('the texts of a unit', () => {
  it('are short numbers', () => {
    expect([-0.99719, 0.9985264, 0.00147391, 0.000204, 1.858e-7, -12.345, null].map(brief)).toEqual([
      '−0.997',
      '0.999',
      '0.0015',
      '2e−4',
      '2e−7',
      '−12.3',
      '?',
    ])
  })

  it('stay within their circle', () => {
    expect(sizeWithin('1.07', 20, 11)).toBe(11)
    for (const text of ['−0.997', '−0.0015', '1.234e−5']) {
      const size = sizeWithin(text, 20, 11)
      expect(size).toBeLessThan(11)
      expect(size * 0.67 * text.length).toBeLessThanOrEqual(40)
    }
  })

  it('are names of at most sixteen letters', () => {
    expect(['petal length', 'mean temperature in July'].map(shownName)).toEqual(['petal length', 'mean temperatur…'])
  })
})
