import { type TableColumns } from '@engine/data/cells'
import { type ProjectDocument } from '@shared/document/schema'
import { AppError } from '@shared/errors'
import { readTable, type Table } from './table'

/** The tables in memory, by their SHA-256: undo may lead back to any of them. */
export class TableStore {
  private readonly tables = new Map<string, Table>()

  add(bytes: Uint8Array, name: string): Table {
    const table = readTable(bytes, name)
    this.tables.set(table.table, table)
    return table
  }

  has(table: string): boolean {
    return this.tables.has(table)
  }

  /** Errors: no-table. */
  get(table: string): Table {
    const found = this.tables.get(table)
    if (!found) throw AppError.of('no-table', { table: table.slice(0, 12) })
    return found
  }

  /** The cells a document refers to; null where its data is inline or absent. Errors: no-table, bad-table. */
  columnsOf({ dataset }: ProjectDocument): TableColumns | null {
    if (dataset.kind !== 'table') return null
    const { rows, columns, cells } = this.get(dataset.table)
    if (rows === dataset.rows && JSON.stringify(columns) === JSON.stringify(dataset.columns)) return cells
    throw AppError.of('bad-table', {
      name: dataset.name,
      reason: 'its rows and columns are not those that the project describes. Open the CSV file anew.',
    })
  }

  /** Bytes to save with a document. */
  bytesOf({ dataset }: ProjectDocument): Record<string, Uint8Array> {
    return dataset.kind === 'table' ? { [dataset.table]: this.get(dataset.table).bytes } : {}
  }
}
