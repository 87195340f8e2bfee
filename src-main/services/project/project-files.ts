import { type ProjectDocument } from '@shared/document/schema'
import { type TableStore } from '../dataset/table-store'
import { type Files } from '../files/files'
import { readWhole, sweepTemporaries, writeAtomically } from '../files/write-atomically'
import { type TrainingSession } from '../training/session'
import { packProject, type ProjectContent, unpackProject } from './container'

/** What the window and the command line share: a project file in, the session filled; and back. */
export class ProjectFiles {
  private readonly files: Files
  private readonly tables: TableStore
  private readonly session: TrainingSession
  private lastSave: Promise<void> = Promise.resolve()

  constructor(files: Files, tables: TableStore, session: TrainingSession) {
    this.files = files
    this.tables = tables
    this.session = session
  }

  /** Errors: file-missing, file-unreadable and those of `unpackProject`; the open project then stays. */
  async open(path: string): Promise<ProjectDocument> {
    return this.show(unpackProject(await readWhole(this.files, path), path))
  }

  /** Makes content the open project. */
  show({ document, tables, run, history }: ProjectContent): ProjectDocument {
    const name = document.dataset.kind === 'table' ? document.dataset.name : 'data'
    for (const bytes of Object.values(tables)) this.tables.add(bytes, name)
    this.tables.columnsOf(document)
    this.session.open(document, { run, history })
    return document
  }

  /** Takes up a window's document beside the run that lives, or beside what `path` holds after a restart. */
  async restore(document: ProjectDocument, path: string | null): Promise<void> {
    if (!this.session.run && path !== null) await this.open(path)
    this.session.prepare(document)
  }

  /**
   * Document, run and data as they are now, as one file, atomically. Saves follow each other, so that the last one asked
   * for stays. Errors: file-unwritable, no-table.
   */
  async save(path: string, document: ProjectDocument): Promise<void> {
    const { run, history } = this.session.saved()
    const runTables = run && this.session.run ? this.tables.bytesOf(this.session.run.snapshot) : {}
    const bytes = packProject({ document, run, history, tables: { ...runTables, ...this.tables.bytesOf(document) } })
    const written = this.lastSave.then(async () => {
      await writeAtomically(this.files, path, bytes)
      await sweepTemporaries(this.files, path)
    })
    this.lastSave = written.catch(() => undefined)
    await written
  }
}
