import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'
import { contentType } from '../services/page/content-type'

export interface PageFile {
  readonly type: string
  readonly bytes: Buffer
}

/** The page's files by their address, such as /index.html; null where there is none. */
export interface PageFiles {
  read(address: string): Promise<PageFile | null>
  /** Places beside its own address that the page may open sockets to. */
  readonly sockets: readonly string[]
}

/**
 * The page's files by their address, read once. Only what lies in `folder` is in the map, so no address, however it is
 * written, leads out of it.
 */
export function builtFiles(folder: string): PageFiles {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const files = new Map(
    paths.map((entry) => {
      const path = join(entry.parentPath, entry.name)
      const address = posix.join('/', ...relative(folder, path).split(sep))
      const type = contentType(path)
      return [address, { type, bytes: readFileSync(path) }] as const
    }),
  )
  return { read: async (address) => files.get(address.replace(/\?.*$/, '')) ?? null, sockets: [] }
}

/** In development: the files of the hot-reloading server at `url`, which the page also hears changes from. */
export function developmentFiles(url: string): PageFiles {
  return {
    async read(address) {
      const answer = await fetch(new URL(address, url))
      if (!answer.ok) return null
      const type = answer.headers.get('content-type') ?? contentType(address)
      return { type, bytes: Buffer.from(await answer.arrayBuffer()) }
    },
    sockets: [url.replace('http', 'ws')],
  }
}
