import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

export const START_USAGE = `Usage: npm start -- [options] [project or CSV file]
  --browser    use the browser host, download nothing
  --electron   use Electron, and try its download again even if it failed lately
  --no-open    print the address and open no window (browser host)
  --port N     port of the browser host
  --help       show this`

/**
 * @typedef {object} StartOptions
 * @property {boolean} browser
 * @property {boolean} electron
 * @property {boolean} open
 * @property {number | null} port
 * @property {string | null} path absolute
 * @property {boolean} help
 */

/**
 * @param {readonly string[]} args
 * @param {{ folder?: string, exists?: (path: string) => boolean }} [surroundings] the folder the person is in
 * @returns {{ options: StartOptions, problem: null } | { options: null, problem: string }}
 */
export function parseStartOptions(args, { folder = process.cwd(), exists = existsSync } = {}) {
  /** @type {StartOptions} */
  const options = { browser: false, electron: false, open: true, port: null, path: null, help: false }
  const rest = [...args]
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    if (argument === '--browser') options.browser = true
    else if (argument === '--electron') options.electron = true
    else if (argument === '--no-open') options.open = false
    else if (argument === '--help' || argument === '-h') options.help = true
    else if (argument === '--port' || argument.startsWith('--port=')) {
      const text = argument === '--port' ? (rest.shift() ?? '') : argument.slice('--port='.length)
      const port = portOf(text)
      if (port === null) return problem(`--port needs a number from 0 to 65535, not "${text}".`)
      options.port = port
    } else if (argument.startsWith('-')) return problem(`${argument} is not an option.\n${START_USAGE}`)
    else if (options.path !== null) return problem(`Only one file can be opened at the start.\n${START_USAGE}`)
    else options.path = resolve(folder, argument)
  }
  if (options.browser && options.electron) return problem(`Choose either --browser or --electron.\n${START_USAGE}`)
  if (options.path !== null && !exists(options.path)) return problem(`${options.path} does not exist.`)
  return { options, problem: null }
}

/** @param {string} text */
function portOf(text) {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : null
}

/**
 * @param {string} sentence
 * @returns {{ options: null, problem: string }}
 */
function problem(sentence) {
  return { options: null, problem: sentence }
}
