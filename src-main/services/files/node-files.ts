import { access, mkdir, open, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { type Files } from './files'

/** A rename on Windows fails for a moment while a virus scanner or an indexer holds the file. */
const RENAME_RETRIES = 10

async function renameWithRetries(from: string, to: string, retries: number): Promise<void> {
  try {
    await rename(from, to)
  } catch (thrown) {
    const code = codeOf(thrown)
    if (retries === 0 || (code !== 'EPERM' && code !== 'EBUSY' && code !== 'EACCES') || process.platform !== 'win32')
      throw thrown
    await new Promise((resolve) => setTimeout(resolve, 20 * (RENAME_RETRIES - retries + 1)))
    await renameWithRetries(from, to, retries - 1)
  }
}

/** The system's code of a failure, such as ENOENT. */
export function codeOf(thrown: unknown): string | null {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : null
}

export const nodeFiles: Files = {
  read: (path) => readFile(path),
  async create(path, mode) {
    const file = await open(path, 'w')
    // Set afterwards: the mode given at opening is cut by the process's mask.
    if (mode !== null && process.platform !== 'win32') await file.chmod(mode)
    return {
      async write(bytes) {
        let written = 0
        while (written < bytes.length) written += (await file.write(bytes, written)).bytesWritten
      },
      sync: () => file.sync(),
      close: () => file.close(),
    }
  },
  async place(path) {
    try {
      const target = await realpath(path)
      return { path: target, mode: (await stat(target)).mode & 0o777 }
    } catch {
      return { path, mode: null }
    }
  },
  rename: (from, to) => renameWithRetries(from, to, RENAME_RETRIES),
  remove: (path) => rm(path, { force: true }),
  async syncFolder(folder) {
    if (process.platform === 'win32') return
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  },
  async makeFolder(folder) {
    await mkdir(folder, { recursive: true })
  },
  async list(folder) {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries
      .filter((entry) => entry.isDirectory() || entry.isFile())
      .map((entry) => ({ name: entry.name, kind: entry.isDirectory() ? 'folder' : 'file' }))
  },
  exists: (path) =>
    access(path).then(
      () => true,
      () => false,
    ),
}
