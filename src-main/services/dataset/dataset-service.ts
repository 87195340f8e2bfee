import { type Cell, type TableColumns } from '@engine/data/cells'
import { fitScaling } from '@engine/data/scaling'
import { splitOf } from '@engine/data/split'
import { type Column, type ProjectDocument, type Recipe } from '@shared/document/schema'
import { AppError } from '@shared/errors'
import { type ColumnSummary, type DatasetService } from '@shared/protocol/dataset-service'
import { type TableStore } from './table-store'

/** A document's data as columns of raw cells with their roles, whether it is inline or a table. */
interface RoleColumn {
  readonly column: Column
  readonly role: ColumnSummary['role']
  readonly cells: readonly Cell[]
}

export function datasetService(tables: TableStore): DatasetService {
  return {
    overview: async ({ document }) => {
      const columns = roleColumns(document, tables.columnsOf(document))
      const rows = columns[0]?.cells.length ?? 0
      const { training, validation } = splitOf(document, tables.columnsOf(document))
      return {
        rows,
        trainingRows: training.length,
        validationRows: validation.length,
        columns: columns.map((column) => summaryOf(column, training)),
      }
    },
    rows: async ({ document, offset, limit }) => {
      const columns = roleColumns(document, tables.columnsOf(document))
      const count = columns[0]?.cells.length ?? 0
      const validation = new Set(splitOf(document, tables.columnsOf(document)).validation)
      const indices = Array.from({ length: Math.max(0, Math.min(limit, count - offset)) }, (_, row) => offset + row)
      return {
        offset,
        rows: indices.map((index) => ({
          index,
          part: validation.has(index) ? 'validation' : 'training',
          cells: columns.map(({ cells }) => cells[index] ?? ''),
        })),
      }
    },
  }
}

function roleColumns({ dataset, recipe }: ProjectDocument, cells: TableColumns | null): RoleColumn[] {
  switch (dataset.kind) {
    case 'none':
      throw AppError.of('no-data', {})
    case 'inline': {
      const named = (names: readonly string[], rows: readonly number[][], role: RoleColumn['role']): RoleColumn[] =>
        names.map((name, index) => ({
          column: { kind: 'number', name },
          role,
          cells: rows.map((row) => row[index] ?? 0),
        }))
      return [
        ...named(dataset.featureNames, dataset.features, 'feature'),
        ...named(dataset.targetNames, dataset.targets, 'target'),
        ...named(
          dataset.sampleWeights ? ['sample weight'] : [],
          dataset.sampleWeights?.map((weight) => [weight]) ?? [],
          'weight',
        ),
      ]
    }
    case 'table':
      return dataset.columns.map((column) => ({
        column,
        role: roleOf(column.name, recipe),
        cells: cells?.[column.name] ?? [],
      }))
  }
}

function roleOf(name: string, { target, sampleWeights, ignored }: Recipe): ColumnSummary['role'] {
  if (name === target) return 'target'
  if (name === sampleWeights) return 'weight'
  return ignored.includes(name) ? 'ignored' : 'feature'
}

function summaryOf({ column, role, cells }: RoleColumn, training: readonly number[]): ColumnSummary {
  switch (column.kind) {
    case 'number': {
      const values = training.map((row) => Number(cells[row]))
      const { mean, deviation } = fitScaling(values)
      const minimum = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY)
      const maximum = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
      return {
        name: column.name,
        role,
        kind: 'number',
        statistics: { minimum, mean, maximum, deviation },
        categories: [],
      }
    }
    case 'category': {
      const counts = new Map(column.categories.map((category) => [category, 0]))
      for (const cell of cells) counts.set(String(cell), (counts.get(String(cell)) ?? 0) + 1)
      const categories = [...counts].map(([name, count]) => ({ name, count }))
      return { name: column.name, role, kind: 'category', statistics: null, categories }
    }
  }
}
