import { runBrowserHost } from '../browser-host.mjs'
import { buildIfStale } from '../build-app.mjs'
import { findElectron, electronVersion } from '../electron-binary.mjs'
import { downloadElectron } from '../electron-download.mjs'
import { failureMemory } from '../failure-memory.mjs'
import { chooseHost, couldNotStart } from '../host-choice.mjs'
import { installIfNeeded } from '../install.mjs'
import { describeEnding, run, stoppedBy } from '../processes.mjs'
import { invocationFolder, root, say } from '../project.mjs'
import { parseStartOptions, START_USAGE } from '../start-options.mjs'

/**
 * `npm start`: installs and builds what is missing, then opens the application.
 *
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
export async function main(args) {
  const { options, problem } = parseStartOptions(args, { folder: invocationFolder('start') })
  if (options === null) {
    console.error(problem)
    return 1
  }
  if (options.help) {
    say(START_USAGE)
    return 0
  }
  await installIfNeeded()
  await buildIfStale()
  const { binary, reason } = await electronFor(options)
  if (binary !== null) {
    say('Starting Electron ...')
    const end = await runElectron(binary, options.path)
    if (stoppedBy() !== null) return 0
    if (!couldNotStart(end)) return end.code ?? 1
    say(`Electron could not start here (${describeEnding(end)}): starting in the browser instead.`)
  } else if (reason !== null) say(`Starting in the browser, because ${reason}.`)
  if (stoppedBy() !== null) return 0
  const end = await runBrowserHost(options)
  return stoppedBy() !== null ? 0 : (end.code ?? 1)
}

/**
 * @param {{ browser: boolean, electron: boolean }} options
 * @returns {Promise<{ binary: string | null, reason: string | null }>}
 */
export async function electronFor(options) {
  const memory = failureMemory({ version: electronVersion() })
  const found = findElectron()
  const choice = chooseHost({
    options,
    platform: process.platform,
    env: process.env,
    superuser: process.getuid?.() === 0,
    binary: found,
    rememberedFailure: memory.recall(),
  })
  if (choice.host === 'browser') return { binary: null, reason: choice.reason }
  if (choice.host === 'electron') return { binary: found.path, reason: null }
  const failure = await downloadElectron()
  const binary = findElectron().path
  if (failure === null && binary !== null) {
    memory.forget()
    return { binary, reason: null }
  }
  const reason = failure ?? 'its files are incomplete'
  if (stoppedBy() === null) memory.remember(reason)
  return { binary: null, reason: `Electron could not be downloaded (${reason})` }
}

/**
 * @param {string} binary
 * @param {string | null} path
 */
function runElectron(binary, path) {
  // Set by some editors' terminals; with it Electron would be a plain Node.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  return run(binary, ['.', ...(path === null ? [] : [path])], { cwd: root, env })
}
