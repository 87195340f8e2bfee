import { texDigits } from './digits'

/** Units of a layer that are written out; of more, the first ones and how many follow. */
export const MOST_UNITS = 8
/** Columns of a matrix that are written out where there are more than `MOST_UNITS`. */
const FOLDED_COLUMNS = 4
/** Terms of a sum that are written out. */
const MOST_TERMS = 4

export interface Folded<Item> {
  readonly shown: readonly Item[]
  readonly more: number
}

/** The first items, and how many are left out. */
export function folded<Item>(items: readonly Item[], most = MOST_UNITS, kept = most): Folded<Item> {
  return items.length <= most ? { shown: items, more: 0 } : { shown: items.slice(0, kept), more: items.length - kept }
}

const bracket = (alignment: string, rows: readonly string[]): string =>
  `\\left[\\begin{array}{${alignment}}${rows.join(' \\\\ ')}\\end{array}\\right]`

const words = (text: string): string => `\\text{\\small ${text}}`

/** A column vector. */
export function texVector(values: readonly number[]): string {
  const { shown, more } = folded(values)
  const rows = shown.map(texDigits)
  return bracket('r', more > 0 ? [...rows, words(`… ${more} more`)] : rows)
}

/** A vector lying down, as a transposed one is written. */
export function texRow(values: readonly number[]): string {
  const { shown, more } = folded(values, MOST_UNITS, FOLDED_COLUMNS)
  const cells = shown.map(texDigits)
  if (more > 0) cells.push(words(`… ${more} more`))
  return bracket('r'.repeat(cells.length), [cells.join(' & ')])
}

/** A matrix, row by row; what is left out is said below it. */
export function texMatrix(matrix: readonly (readonly number[])[]): string {
  const rows = folded(matrix)
  const moreColumns = folded(matrix[0] ?? [], MOST_UNITS, FOLDED_COLUMNS).more
  const lines = rows.shown.map((row) => {
    const cells = folded(row, MOST_UNITS, FOLDED_COLUMNS).shown.map(texDigits)
    return [...cells, ...(moreColumns > 0 ? ['\\cdots'] : [])].join(' & ')
  })
  const width = lines[0]?.split(' & ').length ?? 1
  if (rows.more > 0) lines.push(Array.from({ length: width }, () => '\\vdots').join(' & '))
  const written = bracket('r'.repeat(width), lines)
  const left = [
    ...(rows.more > 0 ? [`${rows.more} more rows`] : []),
    ...(moreColumns > 0 ? [`${moreColumns} more columns`] : []),
  ]
  return left.length === 0 ? written : `\\underset{${words(`… ${left.join(', ')}`)}}{${written}}`
}

export function transposed(matrix: readonly (readonly number[])[]): number[][] {
  return (matrix[0] ?? []).map((_, column) => matrix.map((row) => row[column] ?? 0))
}

/** Terms joined by plus signs; of many, the first ones and how many follow. */
export function texSum(terms: readonly string[]): string {
  const { shown, more } = folded(terms, MOST_TERMS)
  return [...shown, ...(more > 0 ? [words(`… ${more} more terms`)] : [])].join(' + ')
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
}

/** A name from the document as upright text, whatever characters it has. */
export function texName(name: string): string {
  const safe = name.replaceAll(/[\\^~]|[#$%&_{}]/g, (found) => escapes[found] ?? `\\${found}`)
  return `\\text{${safe}}`
}

/** The superscript of a layer: "¹²". */
export function superscript(number: number): string {
  return [...String(number)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? '').join('')
}
