// What boot.mjs needs of the double: readiness, a fatal end, and the last resort for uncaught errors.
import { flushed, reportError, serveEvaluate } from '../link.mjs'
import { own } from '../support.mjs'
import { app, exitProcess, ProcessExit } from './app.mjs'
import { dialog } from './dialog.mjs'
import electron from './index.mjs'

export const control = {
  /** Emits `ready` in a turn of its own, after the main bundle has been evaluated. */
  async becomeReady() {
    await new Promise((resolve) => setImmediate(resolve))
    app[own].becomeReady()
  },

  /** The app can not start. @param {string} message @param {number} code */
  async fatal(message, code) {
    console.error(message)
    reportError('main bundle', message)
    await flushed()
    exitProcess(code)
  },
}

// Electron shows a box and the app goes on, unless the app has a handler of its own.
process.on('uncaughtException', (error) => {
  if (error instanceof ProcessExit) return
  const text = error?.stack ?? String(error)
  console.error('Uncaught Exception in the main process:', error)
  if (process.listenerCount('uncaughtException') > 1) return
  dialog.showErrorBox('A JavaScript error occurred in the main process', `Uncaught Exception:\n${text}`)
})

// Electron only warns; for a test an unhandled rejection is an error all the same.
process.on('unhandledRejection', (reason) => {
  if (reason instanceof ProcessExit || process.listenerCount('unhandledRejection') > 1) return
  reportError('unhandled rejection', reason?.stack ?? reason)
})

// A turn later, so that the app's own `whenReady` has run before any test looks.
serveEvaluate(
  electron,
  app.whenReady().then(() => new Promise((resolve) => setImmediate(resolve))),
)
