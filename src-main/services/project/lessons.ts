import { join } from 'node:path'
import * as v from 'valibot'
import { AppError, valueOf } from '@shared/errors'
import { readLesson, summaryOfLesson } from '@shared/lesson/read'
import { type Lesson, type LessonSummary } from '@shared/lesson/schema'
import { type Files } from '../files/files'
import { readWhole } from '../files/write-atomically'
import { parseJson } from './container'

const index = v.array(v.string())

/** The lessons in `resources/lessons`: an index that orders them, and one file each. */
export class Lessons {
  private readonly files: Files
  private readonly folder: string

  constructor(files: Files, resources: string) {
    this.files = files
    this.folder = join(resources, 'lessons')
  }

  async list(): Promise<readonly LessonSummary[]> {
    const ids = await this.ids()
    return Promise.all(ids.map(async (id) => summaryOfLesson(await this.read(id))))
  }

  /** Errors: unknown-lesson. */
  async read(id: string): Promise<Lesson> {
    const ids = await this.ids()
    if (!ids.includes(id)) throw AppError.of('unknown-lesson', { id, ids: ids.join(', ') })
    return this.readFile(join(this.folder, `${id}.bplesson`))
  }

  /** A lesson file of a teacher. Errors: file-missing, file-unreadable, those of `lessonIn`. */
  async readFile(path: string): Promise<Lesson> {
    return lessonIn(await readWhole(this.files, path), path)
  }

  private async ids(): Promise<readonly string[]> {
    const path = join(this.folder, 'index.json')
    return v.parse(index, parseJson(await readWhole(this.files, path), path))
  }
}

/** The lesson in the bytes of a file. Errors: bad-json, bad-lesson, newer-lesson, bad-document, newer-format. */
export function lessonIn(bytes: Uint8Array, path: string): Lesson {
  return valueOf(readLesson(parseJson(bytes, path), path))
}
