import { resolve } from 'node:path'
import { hasEnding } from '@shared/file-kinds'

/** The first project or table among the arguments of a start, absolute; null where there is none. */
export function pathAmong(args: readonly string[], folder: string): string | null {
  const path = args.find((each) => !each.startsWith('-') && (hasEnding('project', each) || hasEnding('table', each)))
  return path === undefined ? null : resolve(folder, path)
}
