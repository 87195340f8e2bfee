import { homedir } from 'node:os'
import { dirname, extname, join, resolve } from 'node:path'
import { AppError } from '@shared/errors'
import { type FileService } from '@shared/protocol/file-service'
import { type Files } from './files'
import { reasonOf, writeAtomically } from './write-atomically'

/**
 * What the in-page file dialog shows: folders, and files with the wanted endings; hidden ones are left out. And the
 * writing of figures that the window has drawn.
 */
export function fileService(files: Files): FileService {
  return {
    async list({ folder, endings }) {
      const place = resolve(folder ?? homedir())
      const entries = await files.list(place).catch((thrown: unknown) => {
        throw AppError.of('folder-unreadable', { path: place, reason: reasonOf(thrown) })
      })
      const wanted = entries
        .filter(
          ({ name, kind }) =>
            !name.startsWith('.') && (kind === 'folder' || endings.includes(extname(name).toLowerCase())),
        )
        .sort((a, b) => (a.kind === b.kind ? a.name.localeCompare(b.name) : a.kind === 'folder' ? -1 : 1))
      const parent = dirname(place)
      return {
        folder: place,
        parent: parent === place ? null : parent,
        entries: wanted.map(({ name, kind }) => ({ name, kind, path: join(place, name) })),
      }
    },
    async resolve({ folder, name, ending }) {
      const path = resolve(folder, name.toLowerCase().endsWith(ending) ? name : name + ending)
      return { path, exists: await files.exists(path) }
    },
    writeFigure: ({ path, bytes }) => writeAtomically(files, resolve(path), bytes),
  }
}
