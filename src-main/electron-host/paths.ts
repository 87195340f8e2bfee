import { resolve } from 'node:path'
import { type FileKindId, hasEnding } from '@shared/file-kinds'

const OPENED: readonly FileKindId[] = ['project', 'lesson', 'table']

/** The first project, lesson or table among the arguments of a start, absolute; null where there is none. */
export function pathAmong(args: readonly string[], folder: string): string | null {
  const path = args.find((each) => !each.startsWith('-') && OPENED.some((kind) => hasEnding(kind, each)))
  return path === undefined ? null : resolve(folder, path)
}
