import { spawn } from 'node:child_process'

/** How long a child may take to close after a signal, in milliseconds. */
const PATIENCE = 8_000

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

/** @type {NodeJS.Signals | null} */
let stopSignal = null

/** The signal that asked this process to stop, if one came. */
export function stoppedBy() {
  return stopSignal
}

/**
 * Ends every child when this process is asked to end. A Ctrl+C in a terminal reaches the children by itself; a second
 * one would make some of them drop what they are saving.
 *
 * @param {NodeJS.Signals} signal
 */
function stopChildren(signal) {
  const reachedThem = signal === 'SIGINT' && process.stdin.isTTY && stopSignal === null
  stopSignal = signal
  for (const child of running) {
    if (!reachedThem) child.kill(signal)
    setTimeout(() => child.kill('SIGKILL'), PATIENCE).unref()
  }
  if (running.size === 0) process.exit(130)
}

let listening = false

function listenOnce() {
  if (listening) return
  listening = true
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, stopChildren)
}

/**
 * Starts a child that ends with this process.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function startChild(command, args, options = {}) {
  listenOnce()
  const child = spawn(command, args, { stdio: 'inherit', ...options })
  running.add(child)
  child.once('exit', () => running.delete(child))
  child.once('error', () => running.delete(child))
  return child
}

/**
 * @typedef {object} Ending
 * @property {number | null} code null when a signal ended it or it could not start
 * @property {NodeJS.Signals | null} signal
 * @property {Error | null} error why it could not start
 * @property {number} seconds
 */

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<Ending>} never rejects
 */
export function ending(child) {
  const began = performance.now()
  const seconds = () => (performance.now() - began) / 1000
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, error, seconds: seconds() }))
    child.once('close', (code, signal) => resolve({ code, signal, error: null, seconds: seconds() }))
  })
}

/**
 * Runs a program to its end, its output passed through.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function run(command, args, options) {
  return ending(startChild(command, args, options))
}

/**
 * @param {Ending} end
 * @returns {string} such as "exit code 1"
 */
export function describeEnding(end) {
  if (end.error !== null) return end.error.message
  return end.signal !== null ? `ended by ${end.signal}` : `exit code ${end.code}`
}
