import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './project.mjs'

/**
 * @param {NodeJS.Platform} platform
 * @returns {string} path of Electron's program inside its folder
 */
export function electronProgram(platform) {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return platform === 'win32' ? 'electron.exe' : 'electron'
}

/**
 * @typedef {object} ElectronBinary
 * @property {string | null} path
 * @property {string | null} problem a folder was named in the environment, and it holds no Electron
 */

/**
 * Finds Electron's binary on the disk. The package `electron` is never imported: its import starts a download.
 *
 * @param {object} [surroundings]
 * @param {string} [surroundings.folder] the project's root
 * @param {NodeJS.ProcessEnv} [surroundings.env]
 * @param {NodeJS.Platform} [surroundings.platform]
 * @returns {ElectronBinary}
 */
export function findElectron({ folder = root, env = process.env, platform = process.platform } = {}) {
  const program = electronProgram(platform)
  const named = env.ELECTRON_OVERRIDE_DIST_PATH
  if (named !== undefined && named !== '') {
    const path = join(named, program)
    if (existsSync(path)) return { path, problem: null }
    return { path: null, problem: `ELECTRON_OVERRIDE_DIST_PATH names a folder without ${program}` }
  }
  const home = join(folder, 'node_modules', 'electron')
  const path = join(home, 'dist', program)
  const version = readOr(join(home, 'dist', 'version'), '')
    .replace(/^v/, '')
    .trim()
  const complete = existsSync(path) && existsSync(join(home, 'path.txt')) && version === electronVersion(folder)
  return { path: complete ? path : null, problem: null }
}

/** @param {string} [folder] the project's root */
export function electronVersion(folder = root) {
  const text = readOr(join(folder, 'node_modules', 'electron', 'package.json'), '{}')
  return String(JSON.parse(text).version ?? '')
}

/**
 * @param {string} path
 * @param {string} otherwise
 */
function readOr(path, otherwise) {
  return existsSync(path) ? readFileSync(path, 'utf8') : otherwise
}
