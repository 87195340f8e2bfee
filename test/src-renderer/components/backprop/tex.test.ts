import { describe, expect, it } from 'vitest'
import {
  folded,
  superscript,
  texMatrix,
  texName,
  texRow,
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

  it('shows a chosen row and column of many', () => {
    expect(texVector(upTo(64), { chosenRow: 50 })).toContain('7 \\\\ \\vdots \\\\ 51 \\\\ \\text{\\small … 56 more}')
    expect(texVector(upTo(8), { chosenRow: 7 })).toBe(texVector(upTo(8)))
    expect(texRow(upTo(64), { chosenColumn: 3 })).toBe(texRow(upTo(64)))
    const large = texMatrix(
      upTo(10).map((row) => upTo(20).map((column) => 100 * row + column)),
      { chosenRow: 9, chosenColumn: 19 },
    )
    expect(large).toContain('1001 & 1002 & 1003 & \\cdots & 1020 & \\cdots')
    expect(large).toContain('{\\small … 2 more rows, 16 more columns}')
  })

  it('marks every number with its place', () => {
    const mark = (tex: string, row: number, column: number): string => `<${row},${column}:${tex}>`
    expect(texMatrix([[1, 2], [3, 4]], { mark })).toContain('<0,0:1> & <0,1:2> \\\\ <1,0:3> & <1,1:4>') // prettier-ignore
    expect(texVector(upTo(20), { chosenRow: 12, mark })).toContain('<12,0:13>')
  })

  it('transposes, names and counts layers', () => {
    expect(
      transposed([
        [1, 2],
        [3, 4],
      ]),
    ).toEqual([
      [1, 3],
      [2, 4],
    ])
    expect(texName('50 % of a_1 {x}\\y')).toBe('\\text{50 \\% of a\\_1 \\{x\\}\\textbackslash{}y}')
    expect(superscript(12)).toBe('¹²')
  })
})
