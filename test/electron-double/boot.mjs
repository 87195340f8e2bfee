// Entry of the app's main process: evaluates the app's own bundle, THEN becomes ready, as Electron does with an ESM entry.
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const STUCK =
  'electron double: the main bundle has not finished evaluating; ' +
  'a top-level `await app.whenReady()` hangs Electron too (electron#40719)'

process.argv.splice(1, 1) // now argv is [node, entry, ...args], as under Electron
process.argv[1] = resolve(process.argv[1])

// Only after argv is right: the double looks for package.json beside the entry.
const { config } = await import('./config.mjs')
const { control } = await import('./electron/control.mjs')

const stuck = setTimeout(() => control.fatal(STUCK, 70), config.startTimeoutMs)
try {
  await import(pathToFileURL(process.argv[1]).href)
  clearTimeout(stuck)
  await control.becomeReady()
} catch (error) {
  clearTimeout(stuck)
  await control.fatal(error instanceof Error ? String(error.stack) : String(error), 1)
}
