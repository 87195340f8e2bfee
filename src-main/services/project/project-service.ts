import { basename, resolve } from 'node:path'
import { blankDocument } from '@shared/document/defaults'
import { type ProjectDocument } from '@shared/document/schema'
import { AppError } from '@shared/errors'
import { type Lesson } from '@shared/lesson/schema'
import {
  type ImportedTable,
  type LessonSource,
  type OpenedProject,
  type ProjectService,
} from '@shared/protocol/project-service'
import { documentForTable } from '../dataset/document-for-table'
import { suggestedTarget, type Table } from '../dataset/table'
import { type KeptTables } from '../dataset/kept-tables'
import { type TableStore } from '../dataset/table-store'
import { type Files } from '../files/files'
import { readWhole } from '../files/write-atomically'
import { type ProjectContent, unpackProject } from './container'
import { type Examples } from './examples'
import { lessonIn, type Lessons } from './lessons'
import { type ProjectFiles } from './project-files'
import { type RecentProjects } from './recent-projects'

export interface ProjectServiceParts {
  readonly files: Files
  readonly tables: TableStore
  readonly kept: KeptTables
  readonly projects: ProjectFiles
  readonly examples: Examples
  readonly lessons: Lessons
  readonly recent: RecentProjects
}

export function projectService({
  files,
  tables,
  kept,
  projects,
  examples,
  lessons,
  recent,
}: ProjectServiceParts): ProjectService {
  const fresh = (document: ProjectDocument, notices: readonly string[] = []): OpenedProject => {
    projects.show({ document, run: null, history: null, tables: {} })
    return { document, path: null, notices }
  }
  /** Shows a project that has no file of its own; its tables are kept, should the engine have to start again. */
  const shown = async (content: ProjectContent): Promise<OpenedProject> => {
    const document = projects.show(content)
    for (const [table, bytes] of Object.entries(content.tables)) await kept.keep({ table, bytes })
    return { document, path: null, notices: [] }
  }
  const recall = async ({ dataset }: ProjectDocument): Promise<void> => {
    if (dataset.kind !== 'table' || tables.has(dataset.table)) return
    const bytes = await kept.read(dataset.table)
    if (bytes) tables.add(bytes, dataset.name)
  }
  return {
    examples: () => examples.list(),
    openExample: async ({ id }) => shown(await examples.read(id)),
    lessons: () => lessons.list(),
    openLesson: async ({ source }) => {
      const lesson = await lessonFrom(source)
      return { lesson, opened: fresh(lesson.project) }
    },
    open: async ({ path }) => {
      const place = resolve(path)
      const document = await projects.open(place)
      await remember(place)
      return { document, path: place, notices: [] }
    },
    openBytes: async ({ name, bytes }) => shown(unpackProject(bytes, name)),
    create: async () => fresh(blankDocument('untitled', 'Untitled')),
    restore: async ({ document, path }) => {
      await recall(document)
      await projects.restore(document, path ?? null)
    },
    save: async ({ path, document }) => {
      const place = resolve(path)
      await projects.save(place, document)
      await remember(place)
      return { path: place }
    },
    importTable: async ({ path, text, bytes, name }) => {
      const content = path !== undefined ? await readWhole(files, resolve(path)) : (bytes ?? encoded(text))
      const table = tables.add(content, path !== undefined ? basename(path) : (name ?? 'pasted.csv'))
      await kept.keep(table)
      return importedTable(table)
    },
    openTable: async ({ table, target }) => {
      const found = tables.get(table)
      return fresh(documentForTable(found, target), found.notices)
    },
    recent: () => recent.list(),
  }

  function lessonFrom(source: LessonSource): Promise<Lesson> | Lesson {
    switch (source.kind) {
      case 'shipped':
        return lessons.read(source.id)
      case 'file':
        return lessons.readFile(resolve(source.path))
      case 'bytes':
        return lessonIn(source.bytes, source.name)
    }
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

/** Errors: bad-call where there is neither a path nor bytes nor text. */
function encoded(text: string | undefined): Uint8Array {
  if (text === undefined)
    throw AppError.of('bad-call', { method: 'project.importTable', reason: 'a path, bytes or a text is expected' })
  return new TextEncoder().encode(text)
}
