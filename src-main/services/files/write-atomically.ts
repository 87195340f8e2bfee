import { basename, dirname, join } from 'node:path'
import { AppError } from '@shared/errors'
import { type Files } from './files'
import { codeOf } from './node-files'

/** `.NAME.PROCESS-TIME.bpstudio-saving` */
const TEMPORARY = /^\.(.+)\.(\d+)-[0-9a-z]+\.bpstudio-saving$/

/**
 * The file under `path` is the old one or the new one, never a part: a temporary file in the same folder is written,
 * forced to the disk and renamed over it, and the folder is forced to the disk. A link stays a link, and the file keeps
 * its permissions.
 * Errors: file-unwritable; the old file is then unchanged and the temporary one removed.
 */
export async function writeAtomically(files: Files, path: string, bytes: Uint8Array): Promise<void> {
  const { path: target, mode } = await files.place(path)
  const folder = dirname(target)
  const temporary = join(
    folder,
    `.${basename(target)}.${process.pid}-${process.hrtime.bigint().toString(36)}.bpstudio-saving`,
  )
  try {
    const file = await files.create(temporary, mode)
    try {
      await file.write(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await files.rename(temporary, target)
  } catch (thrown) {
    await files.remove(temporary).catch(() => undefined)
    throw AppError.of('file-unwritable', { path, reason: reasonOf(thrown) })
  }
  // The new file is in place and whole; some file systems (network shares) can't force a folder to the disk.
  await files.syncFolder(folder).catch(() => undefined)
}

/** Removes what a crash in the middle of an earlier save of the same file left behind; a process that lives keeps its own. */
export async function sweepTemporaries(files: Files, path: string): Promise<void> {
  const folder = dirname(path)
  const entries = await files.list(folder).catch(() => [])
  for (const { name } of entries) {
    const [, saved, owner] = TEMPORARY.exec(name) ?? []
    if (saved === basename(path) && !isAlive(Number(owner)))
      await files.remove(join(folder, name)).catch(() => undefined)
  }
}

function isAlive(process_: number): boolean {
  try {
    process.kill(process_, 0)
    return true
  } catch (thrown) {
    return codeOf(thrown) === 'EPERM'
  }
}

/** Reads a file whole. Errors: file-missing, file-unreadable. */
export async function readWhole(files: Files, path: string): Promise<Uint8Array> {
  try {
    return await files.read(path)
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') throw AppError.of('file-missing', { path })
    throw AppError.of('file-unreadable', { path, reason: reasonOf(thrown) })
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'there is no such folder',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is a file',
  ENAMETOOLONG: 'its name is too long',
  EBUSY: 'another program is using it',
}

export function reasonOf(thrown: unknown): string {
  const code = codeOf(thrown)
  if (code !== null) return reasons[code] ?? code
  return thrown instanceof Error ? thrown.message : String(thrown)
}
