import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { posix, win32 } from 'node:path'

const LINUX_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
]
const LINUX_FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin']
const LINUX_PATHS = ['/opt/google/chrome/chrome', '/opt/microsoft/msedge/msedge']
const MAC_NAMES = ['Chromium', 'Google Chrome', 'Microsoft Edge']
const WINDOWS_PATHS = [
  'Chromium\\Application\\chrome.exe',
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
]

/**
 * @typedef {object} Surroundings
 * @property {NodeJS.Platform} [platform]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [home]
 * @property {(path: string) => boolean} [exists]
 */

/**
 * The installed browsers of Chromium's family, the best first: they open an application window with `--app` and can be
 * driven by tests.
 *
 * @param {Surroundings} [surroundings]
 * @returns {string[]} absolute paths
 */
export function installedBrowsers({
  platform = process.platform,
  env = process.env,
  home = homedir(),
  exists = existsSync,
} = {}) {
  return [...new Set(usualPlaces(platform, env, home))].filter((path) => exists(path))
}

/**
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 * @param {string} home
 * @returns {string[]}
 */
function usualPlaces(platform, env, home) {
  if (platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
      (folder) => folder !== undefined,
    )
    return WINDOWS_PATHS.flatMap((path) => folders.map((folder) => win32.join(folder, path)))
  }
  if (platform === 'darwin') {
    const folders = ['/Applications', posix.join(home, 'Applications')]
    return MAC_NAMES.flatMap((name) =>
      folders.map((folder) => posix.join(folder, `${name}.app`, 'Contents', 'MacOS', name)),
    )
  }
  const folders = [...(env.PATH ?? '').split(':').filter((folder) => folder.startsWith('/')), ...LINUX_FOLDERS]
  return [...LINUX_NAMES.flatMap((name) => folders.map((folder) => posix.join(folder, name))), ...LINUX_PATHS]
}
