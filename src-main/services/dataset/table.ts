import { createHash } from 'node:crypto'
import { type TableColumns } from '@engine/data/cells'
import { type Column, type TableDataset } from '@shared/document/schema'
import { AppError } from '@shared/errors'
import { LONGEST_NAME, csvText, isMissing, isNumber, parseCsv } from './csv'

/** A parsed CSV file; `table` is the SHA-256 of its bytes, by which documents refer to it. */
export interface Table {
  readonly table: string
  readonly name: string
  readonly bytes: Uint8Array
  readonly columns: readonly Column[]
  readonly cells: TableColumns
  readonly rows: number
  readonly notices: readonly string[]
}

/**
 * A column is numeric when all its cells are numbers, else it has categories (sorted). Columns without any value and
 * rows with a missing value are left out, which a notice says. Errors: bad-table.
 */
export function readTable(bytes: Uint8Array, name: string): Table {
  const { header, rows } = parseCsv(csvText(bytes, name), name)
  const filled = header.map((_, index) => rows.some((row) => !isMissing(row[index] ?? '')))
  const kept = header.flatMap((column, index) => (filled[index] ? [{ column, index }] : []))
  const complete = rows.filter((row) => kept.every(({ index }) => !isMissing(row[index] ?? '')))
  if (complete.length < 2)
    throw AppError.of('bad-table', { name, reason: 'fewer than two rows have a value in every column. Fill the gaps.' })

  const cells: Record<string, (number | string)[]> = {}
  const columns = kept.map(({ column, index }): Column => {
    const values = complete.map((row) => row[index] ?? '')
    if (values.every(isNumber)) {
      cells[column] = values.map(Number)
      return { kind: 'number', name: column }
    }
    cells[column] = values
    return { kind: 'category', name: column, categories: [...new Set(values)].sort() }
  })
  return {
    table: createHash('sha256').update(bytes).digest('hex'),
    name,
    bytes,
    columns,
    cells,
    rows: complete.length,
    notices: noticesOf(name, header.length - kept.length, rows.length - complete.length),
  }
}

function noticesOf(name: string, columns: number, rows: number): string[] {
  const notices: string[] = []
  if (columns > 0)
    notices.push(
      `${name}: ${columns === 1 ? 'one column without values was' : `${columns} columns without values were`} left out.`,
    )
  if (rows > 0)
    notices.push(
      `${name}: ${rows === 1 ? 'one row with a missing value was' : `${rows} rows with a missing value were`} left out.`,
    )
  return notices
}

const TARGET_NAMES = ['target', 'class', 'label', 'species', 'y']

/** The column most likely meant: one with a target's usual name, else the last. */
export function suggestedTarget({ columns }: Table): string {
  const named = columns.find(({ name }) => TARGET_NAMES.includes(name.toLowerCase()))
  return (named ?? columns.at(-1))?.name ?? ''
}

export function tableDataset(table: Table): TableDataset {
  return {
    kind: 'table',
    name: table.name.slice(0, LONGEST_NAME),
    table: table.table,
    rows: table.rows,
    columns: [...table.columns],
  }
}

/** Text columns with so many values that each names a row: no feature to learn from. */
export function namingColumns({ columns, rows }: Table, target: string): string[] {
  return columns.flatMap((column) =>
    column.kind === 'category' && column.name !== target && column.categories.length > Math.max(20, rows / 2)
      ? [column.name]
      : [],
  )
}
