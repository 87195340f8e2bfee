import { join } from 'node:path'
import { type Files } from '../files/files'
import { writeAtomically } from '../files/write-atomically'
import { type Table } from './table'

/** Enough to go back over a day's work; older ones go. */
const MOST_KEPT = 30

/**
 * Tables of projects that may have no file yet, kept in the settings folder by their SHA-256: when the engine's process
 * dies, the window still has the document, and the data comes back from here.
 */
export class KeptTables {
  private readonly files: Files
  private readonly folder: string

  constructor(files: Files, settingsFolder: string) {
    this.files = files
    this.folder = join(settingsFolder, 'tables')
  }

  /** A table that can't be kept (a full disk) is still used: keeping it is a second line of safety. */
  async keep({ table, bytes }: Pick<Table, 'table' | 'bytes'>): Promise<void> {
    try {
      await this.files.makeFolder(this.folder)
      const kept = (await this.files.list(this.folder)).filter(({ name }) => name !== this.nameOf(table))
      for (const { name } of kept.slice(MOST_KEPT - 1)) await this.files.remove(join(this.folder, name))
      if (!(await this.files.exists(this.pathOf(table)))) await writeAtomically(this.files, this.pathOf(table), bytes)
    } catch {
      return
    }
  }

  /** Null where it was not kept. */
  async read(table: string): Promise<Uint8Array | null> {
    return this.files.read(this.pathOf(table)).catch(() => null)
  }

  private nameOf(table: string): string {
    return `${table}.csv`
  }

  private pathOf(table: string): string {
    return join(this.folder, this.nameOf(table))
  }
}
