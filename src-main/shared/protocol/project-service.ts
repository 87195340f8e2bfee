import * as v from 'valibot'
import { projectDocument, type ProjectDocument } from '../document/schema'
import { type Lesson, type LessonSummary } from '../lesson/schema'
import { call, type ContractOf } from './contract'

export interface ExampleSummary {
  readonly id: string
  readonly name: string
  readonly description: string
}

export interface OpenedProject {
  readonly document: ProjectDocument
  /** Where Save writes to; null for an example, new project or fresh data that has no file yet. */
  readonly path: string | null
  /** What people should know, such as rows that were left out. */
  readonly notices: readonly string[]
}

/** Where a lesson is: one that comes with the program, or a file of a teacher. */
export type LessonSource =
  | { readonly kind: 'shipped'; readonly id: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'bytes'; readonly name: string; readonly bytes: Uint8Array }

/** A lesson, and its project as it is shown. */
export interface OpenedLesson {
  readonly lesson: Lesson
  readonly opened: OpenedProject
}

export interface ImportedTable {
  /** SHA-256 of the table's bytes: how documents refer to it. */
  readonly table: string
  readonly name: string
  readonly rows: number
  readonly columns: readonly {
    readonly name: string
    readonly kind: 'number' | 'category'
    readonly categories: number
    readonly examples: readonly string[]
  }[]
  readonly suggestedTarget: string
  readonly notices: readonly string[]
}

/** Reads, makes and saves projects. Lives in the utility process, beside the run whose weights it saves. */
export interface ProjectService {
  examples(): Promise<readonly ExampleSummary[]>
  openExample(argument: { id: string }): Promise<OpenedProject>
  lessons(): Promise<readonly LessonSummary[]>
  /** Opens the project of a lesson. Errors: unknown-lesson, bad-lesson, newer-lesson, and those of reading a file. */
  openLesson(argument: { source: LessonSource }): Promise<OpenedLesson>
  open(argument: { path: string }): Promise<OpenedProject>
  /** A project file that was dropped on the window, where its path is not known. */
  openBytes(argument: { name: string; bytes: Uint8Array }): Promise<OpenedProject>
  create(): Promise<OpenedProject>
  /**
   * A window came back with the document it has. A run that still lives goes on; after a restart of the engine its
   * data and the saved run are read from `path`, where there is one.
   */
  restore(argument: { document: ProjectDocument; path?: string | null | undefined }): Promise<void>
  /** Writes document, weights, checkpoint, history and data as one file, atomically. */
  save(argument: { path: string; document: ProjectDocument }): Promise<{ path: string }>
  /** Reads a CSV file, or pasted text, so that its target can be chosen. */
  importTable(argument: {
    path?: string | undefined
    text?: string | undefined
    bytes?: Uint8Array | undefined
    name?: string | undefined
  }): Promise<ImportedTable>
  /** A new project around an imported table. */
  openTable(argument: { table: string; target: string }): Promise<OpenedProject>
  recent(): Promise<readonly { path: string; name: string }[]>
}

const path = v.pipe(v.string(), v.minLength(1, 'a path is expected'), v.maxLength(4096, 'the path is too long'))

export const projectContract: ContractOf<ProjectService> = {
  examples: call(),
  openExample: call(v.object({ id: v.string() })),
  lessons: call(),
  openLesson: call(
    v.object({
      source: v.variant('kind', [
        v.object({ kind: v.literal('shipped'), id: v.string() }),
        v.object({ kind: v.literal('file'), path }),
        v.object({ kind: v.literal('bytes'), name: v.string(), bytes: v.instance(Uint8Array) }),
      ]),
    }),
  ),
  open: call(v.object({ path })),
  openBytes: call(v.object({ name: v.string(), bytes: v.instance(Uint8Array) })),
  create: call(),
  restore: call(v.object({ document: projectDocument, path: v.nullish(path) })),
  save: call(v.object({ path, document: projectDocument })),
  importTable: call(
    v.object({
      path: v.optional(path),
      text: v.optional(v.string()),
      bytes: v.optional(v.instance(Uint8Array)),
      name: v.optional(v.string()),
    }),
  ),
  openTable: call(v.object({ table: v.string(), target: v.string() })),
  recent: call(),
}
