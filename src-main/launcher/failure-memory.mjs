import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cacheFolder } from './project.mjs'

const DAY = 24 * 60 * 60 * 1000

/**
 * Remembers for a day that a download failed, so that not every start waits for it again.
 *
 * @param {{ version: string, file?: string, now?: () => number }} options version: a newer one is tried at once
 */
export function failureMemory({ version, file = join(cacheFolder, 'electron-download-failed.json'), now = Date.now }) {
  return {
    /** @returns {string | null} the reason, when the failure is less than a day old */
    recall() {
      try {
        const record = JSON.parse(readFileSync(file, 'utf8'))
        const age = now() - record.at
        return record.version === version && age >= 0 && age < DAY ? String(record.reason) : null
      } catch {
        return null
      }
    },
    /** @param {string} reason */
    remember(reason) {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, JSON.stringify({ version, reason, at: now() }))
    },
    forget() {
      rmSync(file, { force: true })
    },
  }
}
