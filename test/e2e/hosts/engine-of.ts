import { type ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The process id of the engine, a child of the host; read from /proc, so on Linux only. */
export function engineOf(host: ChildProcess): number {
  for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const parent = / (\d+) \d+ \d+ /.exec(readFileSync(join('/proc', id, 'stat'), 'utf8').replace(/^.*\) ./, ''))?.[1]
      const command = readFileSync(join('/proc', id, 'cmdline'), 'utf8')
      if (Number(parent) === host.pid && command.includes('utility.js')) return Number(id)
    } catch {
      continue // a process that ended in the meantime
    }
  }
  throw new Error('The engine process was not found.')
}
