import { existsSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describeEnding, ending, startChild } from './processes.mjs'
import { say, toolScript } from './project.mjs'
import { stallWatch } from './stall-watch.mjs'

const REPORTER = fileURLToPath(new URL('./report-bytes.mjs', import.meta.url))

/** No byte for so long is a stall, in milliseconds. */
const STALL = 15_000

/** A line of progress at most this often, in milliseconds. */
const LINE_EVERY = 3_000

/**
 * Downloads Electron's binary with the script its package carries.
 *
 * @param {{ script?: string, stallMs?: number, tell?: (line: string) => void }} [options]
 * @returns {Promise<string | null>} why it failed, or null
 */
export async function downloadElectron({
  script = toolScript('electron/install.js'),
  stallMs = STALL,
  tell = say,
} = {}) {
  if (!existsSync(script)) return 'its package is not installed'
  tell('Downloading Electron, once ...')
  const child = startChild(process.execPath, ['--no-warnings', '--import', pathToFileURL(REPORTER).href, script], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, ELECTRON_GET_NO_PROGRESS: '1' },
  })
  let stalled = false
  const watch = stallWatch({
    ms: stallMs,
    onStall: () => {
      stalled = true
      child.kill('SIGKILL')
    },
  })
  let errors = ''
  child.stderr?.on('data', (chunk) => (errors += chunk))
  const progress = progressLines(tell)
  child.on('message', (/** @type {DownloadMessage} */ message) => {
    if (message.kind === 'complete') {
      watch.stop()
      tell('Unpacking Electron ...')
      return
    }
    watch.alive()
    if (message.kind === 'bytes') progress(message.received, message.total)
  })
  const end = await ending(child)
  watch.stop()
  if (stalled) return `no byte came for ${stallMs / 1000} s`
  if (end.code === 0) return null
  return firstLine(errors) ?? describeEnding(end)
}

/**
 * @typedef {{ kind: 'request' } | { kind: 'bytes', received: number, total: number | null } | { kind: 'complete' }} DownloadMessage
 */

/**
 * @param {(line: string) => void} tell
 * @returns {(received: number, total: number | null) => void}
 */
function progressLines(tell) {
  let last = -Infinity
  return (received, total) => {
    if (received === 0 || performance.now() - last < LINE_EVERY) return
    last = performance.now()
    const of = total === null ? '' : ` of ${megabytes(total)} (${Math.floor((100 * received) / total)} %)`
    tell(`Downloading Electron: ${megabytes(received)}${of}`)
  }
}

/** @param {number} bytes */
function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`
}

/**
 * The first line of an error's output without the error's class, which says nothing to a reader.
 *
 * @param {string} text
 */
function firstLine(text) {
  const line = text.split('\n').find((candidate) => candidate.trim() !== '')
  return line === undefined ? null : line.trim().replace(/^(\w*Error): /, '')
}
