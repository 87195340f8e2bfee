import { extname, resolve } from 'node:path'

/** The first project or table among the arguments of a start, absolute; null where there is none. */
export function pathAmong(args: readonly string[], folder: string): string | null {
  const path = args.find(
    (each) => !each.startsWith('-') && ['.bpstudio', '.csv', '.tsv', '.txt'].includes(extname(each).toLowerCase()),
  )
  return path === undefined ? null : resolve(folder, path)
}
