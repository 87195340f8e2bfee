/**
 * @typedef {object} Situation
 * @property {{ browser: boolean, electron: boolean }} options
 * @property {NodeJS.Platform} platform
 * @property {NodeJS.ProcessEnv} env
 * @property {boolean} superuser
 * @property {import('./electron-binary.mjs').ElectronBinary} binary
 * @property {string | null} rememberedFailure why the last download failed, when that was less than a day ago
 */

/**
 * @typedef {object} HostChoice
 * @property {'electron' | 'download' | 'browser'} host download: Electron after its binary has come
 * @property {string | null} reason why not Electron
 */

/**
 * Which host to start. A download is chosen only where its result could be used.
 *
 * @param {Situation} situation
 * @returns {HostChoice}
 */
export function chooseHost({ options, platform, env, superuser, binary, rememberedFailure }) {
  if (options.browser) return { host: 'browser', reason: null }
  if (!hasDisplay(platform, env)) return browser('there is no display for a window of Electron')
  if (platform === 'linux' && superuser) {
    return browser('Electron does not run as root with its sandbox on')
  }
  if (binary.path !== null) return { host: 'electron', reason: null }
  if (binary.problem !== null) return browser(binary.problem)
  if (rememberedFailure !== null && !options.electron) {
    return browser(
      `the download of Electron failed less than a day ago (${rememberedFailure}; npm start -- --electron tries again)`,
    )
  }
  return { host: 'download', reason: null }
}

/**
 * @param {string} reason
 * @returns {HostChoice}
 */
function browser(reason) {
  return { host: 'browser', reason }
}

/**
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 */
export function hasDisplay(platform, env) {
  return platform !== 'linux' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY)
}

/**
 * Electron that ends at once in one of these ways never showed a window: a library of the system is missing (127), or
 * its sandbox cannot be set up, which it answers with a trap or an abort.
 *
 * @param {import('./processes.mjs').Ending} end
 */
export function couldNotStart(end) {
  if (end.error !== null) return true
  if (end.seconds > 10) return false
  return (
    end.code === 127 || end.code === 126 || ['SIGTRAP', 'SIGABRT', 'SIGILL', 'SIGSEGV'].includes(String(end.signal))
  )
}
