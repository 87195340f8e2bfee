import { join } from 'node:path'
import * as v from 'valibot'
import { AppError } from '@shared/errors'
import { type ExampleSummary } from '@shared/protocol/project-service'
import { type Files } from '../files/files'
import { readWhole } from '../files/write-atomically'
import { parseJson, type ProjectContent, unpackProject } from './container'

const index = v.array(v.object({ id: v.string(), name: v.string(), description: v.string() }))

/** The example projects in `resources/examples`: an index and one project file each. */
export class Examples {
  private readonly files: Files
  private readonly folder: string

  constructor(files: Files, resources: string) {
    this.files = files
    this.folder = join(resources, 'examples')
  }

  async list(): Promise<readonly ExampleSummary[]> {
    const path = join(this.folder, 'index.json')
    return v.parse(index, parseJson(await readWhole(this.files, path), path))
  }

  /** Errors: unknown-example. */
  async read(id: string): Promise<ProjectContent> {
    const ids = (await this.list()).map((example) => example.id)
    if (!ids.includes(id)) throw AppError.of('unknown-example', { id, ids: ids.join(', ') })
    const path = join(this.folder, `${id}.bpstudio`)
    return unpackProject(await readWhole(this.files, path), path)
  }
}
