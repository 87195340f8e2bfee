import { describe, expect, it } from 'vitest'
import {
  folded,
  superscript,
  texMatrix,
  texName,
  texRow,
  texSum,
  texSumPieces,
  texVector,
  transposed,
} from '../../../../src-renderer/components/backprop/tex'

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)

describe('tex', () => {
  it('folds what is more than eight units', () => {
    expect(folded(upTo(8))).toEqual({ shown: upTo(8), more: 0 })
    expect(folded(upTo(64))).toEqual({ shown: upTo(8), more: 56 })
  })

  it('writes vectors and says how many units are left out', () => {
    expect(texVector([0.5, -1])).toBe('\\begin{bmatrix*}[r] 0.5 \\\\ -1.0 \\end{bmatrix*}')
    expect(texVector(upTo(64))).toContain('8 \\\\ \\text{\\small … 56 more} \\end{bmatrix*}')
    expect(texRow(upTo(64))).toBe('\\begin{bmatrix*}[r] 1 & 2 & 3 & 4 & \\text{\\small … 60 more} \\end{bmatrix*}')
  })

  it('writes matrices and says below what is left out', () => {
    expect(
      texMatrix([
        [0.15, 0.2],
        [0.25, 0.3],
      ]),
    ).toBe('\\begin{bmatrix*}[r] 0.15 & 0.20 \\\\ 0.25 & 0.30 \\end{bmatrix*}')
    const large = texMatrix(upTo(10).map(() => upTo(784)))
    expect(large.startsWith('\\underset{\\text{\\small … 2 more rows, 780 more columns}}{')).toBe(true)
    expect(large).toContain('1 & 2 & 3 & 4 & \\cdots')
    expect(large).toContain('\\vdots & \\vdots & \\vdots & \\vdots & \\vdots')
  })

  it('breaks long sums between terms', () => {
    expect(texSumPieces('z =', ['a', 'b'], '+ c')).toEqual(['z = a + b + c'])
    expect(texSumPieces('z =', ['a', 'b', 'c'], '+ d')).toEqual(['z = a', '+ b', '+ c + d'])
  })

  it('transposes, sums, names and counts layers', () => {
    expect(
      transposed([
        [1, 2],
        [3, 4],
      ]),
    ).toEqual([
      [1, 3],
      [2, 4],
    ])
    expect(texSum(['a', 'b', 'c', 'd', 'e', 'f'])).toBe('a + b + c + d + \\text{\\small … 2 more terms}')
    expect(texName('50 % of a_1 {x}\\y')).toBe('\\text{50 \\% of a\\_1 \\{x\\}\\textbackslash{}y}')
    expect(superscript(12)).toBe('¹²')
  })
})
