import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

export interface HostOptions {
  /** 0: any free port. */
  readonly port: number
  /** A project or CSV file to open, absolute. */
  readonly path: string | null
}

/** `[--port N] [PATH]`. Errors: a plain Error with one sentence. */
export function parseOptions(args: readonly string[]): HostOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { port: { type: 'string' } },
    allowPositionals: true,
  })
  const port = Number(values.port ?? 0)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port ${values.port ?? ''} is not a port. Give a whole number from 0 to 65535.`)
  const [path] = positionals
  return { port, path: path === undefined ? null : resolve(path) }
}
