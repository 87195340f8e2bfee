import { basename, resolve } from 'node:path'
import { blankDocument } from '@shared/document/defaults'
import { type ProjectDocument } from '@shared/document/schema'
import { AppError } from '@shared/errors'
import { type ImportedTable, type OpenedProject, type ProjectService } from '@shared/protocol/project-service'
import { documentForTable } from '../dataset/document-for-table'
import { suggestedTarget, type Table } from '../dataset/table'
import { type TableStore } from '../dataset/table-store'
import { type Files } from '../files/files'
import { readWhole } from '../files/write-atomically'
import { unpackProject } from './container'
import { type Examples } from './examples'
import { type ProjectFiles } from './project-files'
import { type RecentProjects } from './recent-projects'

export interface ProjectServiceParts {
  readonly files: Files
  readonly tables: TableStore
  readonly projects: ProjectFiles
  readonly examples: Examples
  readonly recent: RecentProjects
}

export function projectService({ files, tables, projects, examples, recent }: ProjectServiceParts): ProjectService {
  const fresh = (document: ProjectDocument, notices: readonly string[] = []): OpenedProject => {
    projects.show({ document, run: null, history: null, tables: {} })
    return { document, path: null, notices }
  }
  return {
    examples: () => examples.list(),
    openExample: async ({ id }) => ({ document: projects.show(await examples.read(id)), path: null, notices: [] }),
    open: async ({ path }) => {
      const place = resolve(path)
      const document = await projects.open(place)
      await remember(place)
      return { document, path: place, notices: [] }
    },
    openBytes: async ({ name, bytes }) => ({
      document: projects.show(unpackProject(bytes, name)),
      path: null,
      notices: [],
    }),
    create: async () => fresh(blankDocument('untitled', 'Untitled')),
    restore: ({ document, path }) => projects.restore(document, path ?? null),
    save: async ({ path, document }) => {
      const place = resolve(path)
      await projects.save(place, document)
      await remember(place)
      return { path: place }
    },
    importTable: async ({ path, text, name }) => {
      if (path !== undefined) return importedTable(tables.add(await readWhole(files, resolve(path)), basename(path)))
      if (text === undefined)
        throw AppError.of('bad-call', { method: 'project.importTable', reason: 'a path or a text is expected' })
      return importedTable(tables.add(new TextEncoder().encode(text), name ?? 'pasted.csv'))
    },
    openTable: async ({ table, target }) => {
      const found = tables.get(table)
      return fresh(documentForTable(found, target), found.notices)
    },
    recent: () => recent.list(),
  }

  /** The list of recent projects is a convenience: when it can't be written, opening and saving still succeed. */
  async function remember(path: string): Promise<void> {
    await recent.add(path).catch(() => undefined)
  }
}

function importedTable(table: Table): ImportedTable {
  return {
    table: table.table,
    name: table.name,
    rows: table.rows,
    columns: table.columns.map((column) => ({
      name: column.name,
      kind: column.kind,
      categories: column.kind === 'category' ? column.categories.length : 0,
      examples: (table.cells[column.name] ?? []).slice(0, 5).map(String),
    })),
    suggestedTarget: suggestedTarget(table),
    notices: table.notices,
  }
}
