import Papa from 'papaparse'
import { AppError } from '@shared/errors'

export interface CsvTable {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** Errors: bad-table where the bytes are not UTF-8, which would put other characters into names and categories. */
export function csvText(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw AppError.of('bad-table', { name, reason: 'it is not UTF-8 text. Save it as CSV in UTF-8.' })
  }
}

/** As the format has it, for columns and files. */
export const LONGEST_NAME = 200

/**
 * Text of a CSV file with a header line; the delimiter (comma, semicolon, tab, bar) is found by papaparse.
 * Errors: bad-table with the line and what to do.
 */
export function parseCsv(
  text: string,
  name: string,
  { leastRows, leastColumns } = { leastRows: 2, leastColumns: 2 },
): CsvTable {
  const refuse = (reason: string): AppError => AppError.of('bad-table', { name, reason })
  const { data, errors, meta } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' })
  const quote = errors.find(({ type }) => type === 'Quotes')
  if (quote)
    throw refuse(
      `a quotation mark in row ${(quote.row ?? 0) + 1} is not closed or stands in the wrong place. Correct that row.`,
    )
  const [first, ...rows] = data
  if (!first) throw refuse('it is empty. A header line and at least two rows are needed.')
  const header = first.map((cell) => cell.trim())
  const unnamed = header.findIndex((cell) => cell === '')
  if (unnamed >= 0) throw refuse(`column ${unnamed + 1} has no name in the header line. Give every column a name.`)
  const long = header.findIndex((cell) => cell.length > LONGEST_NAME)
  if (long >= 0)
    throw refuse(`the name of column ${long + 1} has more than ${LONGEST_NAME} characters. Give it a shorter name.`)
  const twice = header.find((cell, index) => header.indexOf(cell) !== index)
  if (twice !== undefined) throw refuse(`two columns are named "${twice}". Give each its own name.`)
  if (header.every((cell) => isNumber(cell)))
    throw refuse('its first line holds numbers only. Put a line with the names of the columns above it.')
  if (header.length < leastColumns)
    throw refuse('it has one column only. A feature and a target are needed; check the delimiter.')
  const ragged = rows.findIndex((row) => row.length !== header.length)
  if (ragged >= 0)
    throw refuse(
      `row ${ragged + 1} below the header has ${rows[ragged]?.length ?? 0} cells, but the header has ${header.length}. Correct that row.`,
    )
  if (rows.length < leastRows) throw refuse(`it has fewer than ${leastRows} rows below the header. Add rows.`)
  const cells = rows.map((row) => row.map((cell) => cell.trim()))
  return { header, rows: meta.delimiter === ',' ? cells : withDecimalPoints(cells) }
}

const MISSING = new Set(['', 'na', 'n/a', 'nan', 'null', '?'])

/** Whether a cell says that its value is not known. */
export const isMissing = (cell: string): boolean => MISSING.has(cell.toLowerCase())

const DECIMAL_COMMA = /^[+-]?\d*,\d+([eE][+-]?\d+)?$/

/** Where commas don't separate cells, a column of numbers may have decimal commas; they become points. */
function withDecimalPoints(rows: readonly (readonly string[])[]): string[][] {
  const numeric = (rows[0] ?? []).map((_, index) =>
    rows.every((row) => {
      const cell = row[index] ?? ''
      return isMissing(cell) || isNumber(cell) || DECIMAL_COMMA.test(cell)
    }),
  )
  return rows.map((row) => row.map((cell, index) => (numeric[index] ? cell.replace(',', '.') : cell)))
}

/** A decimal number, as people write it in data files. */
export function isNumber(cell: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(cell) && Number.isFinite(Number(cell))
}

/** Rows as CSV text with quotes where needed. */
export function formatCsv(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return `${Papa.unparse({ fields: [...header], data: rows.map((row) => [...row]) }, { newline: '\n' })}\n`
}
