// The line to the test process. What happens is reported as it happens, so that it is known even after a crash.
import { serialize } from './wire/clone.mjs'

const sendToTest = process.send?.bind(process)
/** Errors need no answer: when the test is gone, `disconnect` ends this process. */
const send = (message, sent = () => undefined) => process.connected && sendToTest(message, sent)
Reflect.deleteProperty(process, 'send') // the app must not take itself for somebody's child_process

/** @param {unknown} value A copy that can be shown: what can not be cloned becomes text. */
function plain(value) {
  try {
    return structuredClone(value)
  } catch {
    if (Array.isArray(value)) return value.map(plain)
    if (typeof value !== 'object' || value === null) return String(value)
    if (Object.getPrototypeOf(value) !== Object.prototype) return `[${value.constructor?.name ?? 'object'}]`
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]))
  }
}

/** Notes a call that has no visible effect in the double, e.g. `record('shell.openExternal', url)`. */
export function record(name, ...args) {
  send({ type: 'call', name, args: plain(args) })
}

/** Something went wrong inside the app; the fixture asserts that there was none. */
export function reportError(source, message) {
  send({ type: 'error', source, message: String(message) })
}

/** Resolves when everything reported so far has left this process. @returns {Promise<void>} */
export function flushed() {
  return new Promise((resolve) => (process.connected ? send({ type: 'flush' }, () => resolve()) : resolve()))
}

/**
 * Runs the functions that a test passes to `evaluate`.
 * @param {object} electron The module object, first argument of each function.
 * @param {Promise<void>} ready Nothing runs before the app is ready.
 */
export function serveEvaluate(electron, ready) {
  process.on('message', async (message) => {
    if (message?.type !== 'evaluate') return
    const { id, source, arg } = message
    await ready
    try {
      const run = (0, eval)(`(${source})`)
      send({ type: 'result', id, ok: true, value: cloneable(await run(electron, arg)) })
    } catch (error) {
      send({ type: 'result', id, ok: false, value: String(error?.stack ?? error) })
    }
  })
}

/** As with Playwright: a result that can not be sent (a function, a window) arrives as undefined. */
function cloneable(value) {
  try {
    serialize(value)
    return value
  } catch {
    return undefined
  }
}

/** Calls `gone` when the test process has died. @param {() => void} gone */
export function onTestGone(gone) {
  if (sendToTest) process.on('disconnect', gone)
}
