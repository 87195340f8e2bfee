import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'
import { contentType } from '../services/page/content-type'

export interface StaticFile {
  readonly type: string
  readonly bytes: Buffer
}

/**
 * The page's files by their address, read once. Only what lies in `folder` is in the map, so no address, however it is
 * written, leads out of it.
 */
export function staticFiles(folder: string): ReadonlyMap<string, StaticFile> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(
    paths.map((entry) => {
      const path = join(entry.parentPath, entry.name)
      const address = posix.join('/', ...relative(folder, path).split(sep))
      const type = contentType(path)
      return [address, { type, bytes: readFileSync(path) }] as const
    }),
  )
}
