import { texBlock } from '../ui/digits'

/** Units of a layer that are written out; of more, the first ones and how many follow. */
export const MOST_UNITS = 8
/** Columns of a matrix that are written out where there are more than `MOST_UNITS`. */
export const FOLDED_COLUMNS = 4

export interface Folded<Item> {
  readonly shown: readonly Item[]
  readonly more: number
}

/** The first items, and how many are left out. */
export function folded<Item>(items: readonly Item[], most = MOST_UNITS, kept = most): Folded<Item> {
  return items.length <= most ? { shown: items, more: 0 } : { shown: items.slice(0, kept), more: items.length - kept }
}

/** What is done to the TeX of a number that stands at this row and column. */
export type Mark = (tex: string, row: number, column: number) => string

export interface BlockSetting {
  /** A row and a column that are written out even where others are left out. */
  readonly chosenRow?: number | null
  readonly chosenColumn?: number | null
  readonly mark?: Mark
}

const GAP = -1

/** Which of `count` places are shown: the first ones, and behind a gap the chosen one. */
function placesShown(count: number, kept: number, chosen: number | null = null): number[] {
  const all = Array.from({ length: Math.min(count, count <= MOST_UNITS ? count : kept) }, (_, place) => place)
  const last = all.length - 1
  if (chosen === null || chosen <= last || chosen >= count) return all
  return [...all.slice(0, last), ...(chosen > last ? [GAP] : []), chosen]
}

const shownIn = (places: readonly number[]): number => places.filter((place) => place !== GAP).length

const bracket = (rows: readonly string[]): string => `\\begin{bmatrix*}[r] ${rows.join(' \\\\ ')} \\end{bmatrix*}`

export const words = (text: string): string => `\\text{\\small ${text}}`

const unmarked: Mark = (tex) => tex

/** A column vector. */
export function texVector(values: readonly number[], { chosenRow, mark = unmarked }: BlockSetting = {}): string {
  const places = placesShown(values.length, MOST_UNITS, chosenRow)
  const rows = listed(values, places, '\\vdots', (tex, place) => mark(tex, place, 0))
  const more = values.length - shownIn(places)
  return bracket(more > 0 ? [...rows, words(`… ${more} more`)] : rows)
}

/** A vector lying down, as a transposed one is written. */
export function texRow(values: readonly number[], { chosenColumn, mark = unmarked }: BlockSetting = {}): string {
  const places = placesShown(values.length, FOLDED_COLUMNS, chosenColumn)
  const cells = listed(values, places, '\\cdots', (tex, place) => mark(tex, 0, place))
  const more = values.length - shownIn(places)
  if (more > 0) cells.push(words(`… ${more} more`))
  return bracket([cells.join(' & ')])
}

function listed(
  values: readonly number[],
  places: readonly number[],
  gap: string,
  mark: (tex: string, place: number) => string,
): string[] {
  const written = texBlock(places.filter((place) => place !== GAP).map((place) => values[place] ?? 0))
  let next = 0
  return places.map((place) => (place === GAP ? gap : mark(written[next++] ?? '', place)))
}

/** A matrix, row by row; what is left out is said below it. */
export function texMatrix(
  matrix: readonly (readonly number[])[],
  { chosenRow, chosenColumn, mark = unmarked }: BlockSetting = {},
): string {
  const width = matrix[0]?.length ?? 0
  const rows = placesShown(matrix.length, MOST_UNITS, chosenRow)
  const columns = placesShown(width, FOLDED_COLUMNS, chosenColumn)
  const moreRows = matrix.length - shownIn(rows)
  const moreColumns = width - shownIn(columns)
  const cells = cellsOf(matrix, rows, columns)
  const gapRow = [...columns, ...(moreColumns > 0 ? [GAP] : [])].map(() => '\\vdots').join(' & ')
  const lines = rows.map((row) => {
    if (row === GAP) return gapRow
    const own = columns.map((column) => (column === GAP ? '\\cdots' : mark(cells(row, column), row, column)))
    return [...own, ...(moreColumns > 0 ? ['\\cdots'] : [])].join(' & ')
  })
  if (moreRows > 0) lines.push(gapRow)
  const left = [
    ...(moreRows > 0 ? [`${moreRows} more rows`] : []),
    ...(moreColumns > 0 ? [`${moreColumns} more columns`] : []),
  ]
  const written = bracket(lines)
  return left.length === 0 ? written : `\\underset{${words(`… ${left.join(', ')}`)}}{${written}}`
}

/** The shown numbers of a matrix, rounded together. */
function cellsOf(
  matrix: readonly (readonly number[])[],
  rows: readonly number[],
  columns: readonly number[],
): (row: number, column: number) => string {
  const shown = (places: readonly number[]): number[] => places.filter((place) => place !== GAP)
  const [down, across] = [shown(rows), shown(columns)]
  const written = texBlock(down.flatMap((row) => across.map((column) => matrix[row]?.[column] ?? 0)))
  return (row, column) => written[down.indexOf(row) * across.length + across.indexOf(column)] ?? ''
}

export function transposed(matrix: readonly (readonly number[])[]): number[][] {
  return (matrix[0] ?? []).map((_, column) => matrix.map((row) => row[column] ?? 0))
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
}

/** A name from the document as upright text, whatever characters it has. */
export function texName(name: string): string {
  return `\\text{${texWords(name)}}`
}

/** The same to stand inside of \text. */
export const texWords = (name: string): string =>
  name.replaceAll(/[\\^~]|[#$%&_{}]/g, (found) => escapes[found] ?? `\\${found}`)

/** The superscript of a layer: "¹²". */
export function superscript(number: number): string {
  return [...String(number)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? '').join('')
}
