import { documentForDataset, type DocumentOptions } from '@shared/document/defaults'
import { updateRecipe } from '@shared/document/commands'
import { type ProjectDocument } from '@shared/document/schema'
import { AppError } from '@shared/errors'
import { LONGEST_NAME } from './csv'
import { namingColumns, type Table, tableDataset } from './table'

/** `Iris data.csv` -> `Iris data`. */
export function nameWithoutEnding(fileName: string): string {
  return fileName.replace(/\.[^.]+$/, '') || fileName
}

/** An id of letters, digits and hyphens from any name. */
export function idFromName(name: string): string {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')

  return (/^[a-z]/.test(slug) ? slug : `project-${slug}`).slice(0, 64).replace(/-$/, '')
}

/** The project around a table, the same from the window and from the command line. Errors: unknown-column. */
export function documentForTable(
  table: Table,
  target: string,
  options: Pick<DocumentOptions, 'hidden' | 'scaling' | 'validationShare' | 'seed'> = {},
): ProjectDocument {
  if (!table.columns.some(({ name }) => name === target))
    throw AppError.of('unknown-column', {
      name: table.name,
      column: target,
      columns: table.columns.map(({ name }) => name).join(', '),
    })
  const name = nameWithoutEnding(table.name).slice(0, LONGEST_NAME)
  const document = documentForDataset({ ...options, id: idFromName(name), name, dataset: tableDataset(table), target })
  const ignored = namingColumns(table, target)
  return ignored.length === 0 ? document : updateRecipe({ ignored }).apply(document)
}
