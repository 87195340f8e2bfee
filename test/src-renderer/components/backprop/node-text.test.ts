import { describe, expect, it } from 'vitest'
import { brief, headingOf, shownName, sizeWithin } from '../../../../src-renderer/components/backprop/node-text'

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
      expect(size * 0.6 * text.length).toBeLessThanOrEqual(40)
    }
  })

  it('are names of at most sixteen letters', () => {
    expect(['petal length', 'mean temperature in July'].map(shownName)).toEqual(['petal length', 'mean temperatur…'])
  })

  it('are headings that leave the next one alone', () => {
    expect(headingOf('Dense 1', 132)).toEqual({ text: 'Dense 1', size: 12.5 })
    const { text, size } = headingOf('Batch normalization 12', 132)
    expect(text).toBe('Batch normalization 12')
    expect(size * 0.6 * text.length).toBeLessThan(132)
    expect(size).toBeGreaterThan(9)
    expect(headingOf('The second of the two branches', 132).text).toBe('The second of the two b…')
  })
})
