import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { npmCommand } from './npm.mjs'
import { describeEnding, run } from './processes.mjs'
import { root, say } from './project.mjs'

/**
 * What npm records of a package, in package-lock.json and again in node_modules/.package-lock.json, which npm writes
 * last: an interrupted installation has none.
 *
 * @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockEntry
 */

/**
 * Decides by content, not by time: a clone, a copy and a checkout all change times.
 *
 * @param {object} options
 * @param {string} options.wanted text of package-lock.json
 * @param {string | null} options.installed text of node_modules/.package-lock.json, null when absent
 * @param {(folder: string) => boolean} options.exists whether a package's folder is there
 * @returns {string | null} why an installation is needed
 */
export function installReason({ wanted, installed, exists }) {
  if (installed === null) return 'node_modules is missing or incomplete'
  const lock = packagesOf(wanted)
  const present = packagesOf(installed)
  for (const [folder, entry] of Object.entries(lock)) {
    if (folder === '') continue
    const found = present[folder]
    if (found === undefined) {
      if (entry.optional) continue
      return `${folder} is missing`
    }
    if (found.version !== entry.version || found.integrity !== entry.integrity) return `${folder} is out of date`
    if (!exists(folder)) return `${folder} is missing`
  }
  return null
}

/**
 * @param {string} text
 * @returns {Record<string, LockEntry>}
 */
function packagesOf(text) {
  try {
    return JSON.parse(text).packages ?? {}
  } catch {
    return {}
  }
}

/** @param {string} folder */
function reasonIn(folder) {
  const record = join(folder, 'node_modules', '.package-lock.json')
  return installReason({
    wanted: readFileSync(join(folder, 'package-lock.json'), 'utf8'),
    installed: existsSync(record) ? readFileSync(record, 'utf8') : null,
    exists: (path) => existsSync(join(folder, path)),
  })
}

/**
 * Installs the packages of a package-lock.json where they are missing.
 *
 * @param {{ folder?: string, scripts?: boolean }} [options] the folder of that lock; whether packages may run their scripts
 * @throws {Error} with one sentence, when npm could not
 */
export async function installIfNeeded({ folder = root, scripts = true } = {}) {
  const reason = reasonIn(folder)
  if (reason === null) return
  say(`Installing packages with npm ci (${reason}) ...`)
  const ticking = setInterval(() => say('Installing packages, still at it ...'), 15_000)
  const options = ['--include=dev', '--no-fund', '--no-audit', '--loglevel=error']
  const npm = npmCommand(['ci', ...options, ...(scripts ? [] : ['--ignore-scripts'])])
  const end = await run(npm.command, npm.args, { cwd: folder, shell: npm.shell })
  clearInterval(ticking)
  if (end.code !== 0) {
    throw new Error(
      `npm ci failed (${describeEnding(end)}): check the connection to the package registry and try again.`,
    )
  }
  say(`Packages installed in ${end.seconds.toFixed(0)} s.`)
}
