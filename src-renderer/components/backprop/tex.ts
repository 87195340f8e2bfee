import { texBlock } from '../ui/digits'

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

const bracket = (rows: readonly string[]): string => `\\begin{bmatrix*}[r] ${rows.join(' \\\\ ')} \\end{bmatrix*}`

const words = (text: string): string => `\\text{\\small ${text}}`

/** A column vector. */
export function texVector(values: readonly number[]): string {
  const { shown, more } = folded(values)
  const rows = texBlock(shown)
  return bracket(more > 0 ? [...rows, words(`… ${more} more`)] : rows)
}

/** A vector lying down, as a transposed one is written. */
export function texRow(values: readonly number[]): string {
  const { shown, more } = folded(values, MOST_UNITS, FOLDED_COLUMNS)
  const cells = texBlock(shown)
  if (more > 0) cells.push(words(`… ${more} more`))
  return bracket([cells.join(' & ')])
}

/** A matrix, row by row; what is left out is said below it. */
export function texMatrix(matrix: readonly (readonly number[])[]): string {
  const rows = folded(matrix)
  const moreColumns = folded(matrix[0] ?? [], MOST_UNITS, FOLDED_COLUMNS).more
  const values = rows.shown.map((row) => folded(row, MOST_UNITS, FOLDED_COLUMNS).shown)
  const shownColumns = values[0]?.length ?? 0
  const cells = texBlock(values.flat())
  const lines = values.map((_, row) => {
    const own = cells.slice(row * shownColumns, (row + 1) * shownColumns)
    return [...own, ...(moreColumns > 0 ? ['\\cdots'] : [])].join(' & ')
  })
  const width = shownColumns + (moreColumns > 0 ? 1 : 0)
  if (rows.more > 0) lines.push(Array.from({ length: width }, () => '\\vdots').join(' & '))
  const written = bracket(lines)
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

/** Sums of more terms than this are broken between terms where a line is full. */
const UNBROKEN_TERMS = 2

/** `before` terms `after`, as pieces: one where the sum is short, else one per term. */
export function texSumPieces(before: string, terms: readonly string[], after: string): string[] {
  if (terms.length <= UNBROKEN_TERMS) return [`${before} ${texSum(terms)} ${after}`]
  const { shown, more } = folded(terms, MOST_TERMS)
  const pieces = [...shown, ...(more > 0 ? [words(`… ${more} more terms`)] : [])]
  return pieces.map((term, index) => {
    const start = index === 0 ? before : '+'
    return `${start} ${term}${index === pieces.length - 1 ? ` ${after}` : ''}`
  })
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
