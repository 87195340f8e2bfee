import { basename, join } from 'node:path'
import * as v from 'valibot'
import { type Files } from '../files/files'
import { writeAtomically } from '../files/write-atomically'

const MOST_RECENT = 10
const schema = v.array(v.string())

/** Paths of the projects opened or saved last, newest first, in a file of the settings folder. */
export class RecentProjects {
  private readonly files: Files
  private readonly folder: string

  constructor(files: Files, settingsFolder: string) {
    this.files = files
    this.folder = settingsFolder
  }

  /** Those that still exist. A missing or damaged list is an empty one: it is only a convenience. */
  async list(): Promise<{ path: string; name: string }[]> {
    const paths = await this.read()
    const there = await Promise.all(paths.map((path) => this.files.exists(path)))
    return paths.filter((_, index) => there[index]).map((path) => ({ path, name: basename(path) }))
  }

  async add(path: string): Promise<void> {
    const paths = [path, ...(await this.read()).filter((other) => other !== path)].slice(0, MOST_RECENT)
    await this.files.makeFolder(this.folder)
    await writeAtomically(this.files, this.file, new TextEncoder().encode(`${JSON.stringify(paths, null, 2)}\n`))
  }

  private get file(): string {
    return join(this.folder, 'recent.json')
  }

  private async read(): Promise<string[]> {
    try {
      return v.parse(schema, JSON.parse(new TextDecoder().decode(await this.files.read(this.file))))
    } catch {
      return []
    }
  }
}
