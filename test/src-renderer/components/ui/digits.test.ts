import { describe, expect, it } from 'vitest'
import { digits, fullDigits, texBlock, texDigits, texTerm } from '../../../../src-renderer/components/ui/digits'

describe('digits', () => {
  it('gives six significant digits without zeros that say nothing, and a real minus sign', () => {
    expect(
      [0.2983711087600027, 0.13849856162855698, -0.03809823651655623, 0.15, 0, 12_345_678, -1.5e-5].map((value) =>
        digits(value),
      ),
    ).toEqual(['0.298371', '0.138499', '−0.0380982', '0.15', '0', '1.23457e7', '−1.5e−5'])
  })

  it('names what is absent or not finite', () => {
    expect([null, undefined, Number.NaN, Number.NEGATIVE_INFINITY].map((value) => digits(value))).toEqual([
      '–',
      '–',
      'NaN',
      '−∞',
    ])
    expect(fullDigits(-0.1)).toBe('−0.1')
  })

  it('writes TeX', () => {
    expect([-0.25, 1.5e-5, Number.NaN, Number.POSITIVE_INFINITY].map(texDigits)).toEqual([
      '-0.25',
      '1.5 \\cdot 10^{-5}',
      '\\text{NaN}',
      '\\infty',
    ])
    expect([texTerm(-2), texTerm(2)]).toEqual(['(-2)', '2'])
  })

  it('gives the numbers of a block the same decimals', () => {
    expect(texBlock([0.13849856162855698, -0.03809823651655623])).toEqual(['0.138499', '-0.038098'])
    expect(texBlock([0.15, 0.2])).toEqual(['0.15', '0.20'])
    expect(texBlock([0, 0])).toEqual(['0', '0'])
  })

  it('rounds each by itself where the block spans too much', () => {
    expect(texBlock([1000, 1e-8])).toEqual(['1000', '1 \\cdot 10^{-8}'])
  })
})
