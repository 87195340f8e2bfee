import { fileURLToPath } from 'node:url'
import { app } from 'electron'
import { registerScheme, serveBundle } from './app-protocol'
import { EngineProcess } from './engine-process'
import { pathAmong } from './paths'
import { denyByDefault } from './security'
import { ShellEvents } from './shell-events'
import { openWindow, type StudioWindow } from './window'

const folder = fileURLToPath(new URL('.', import.meta.url))

app.enableSandbox()
registerScheme()

/** The program in Electron: one instance, one window, one engine process. */
function start(): void {
  const events = new ShellEvents()
  let engine: EngineProcess | null = null
  let studio: StudioWindow | null = null
  let quitting = false

  const open = (path: string | null): void => {
    if (path !== null) events.openPath(path)
    if (!app.isReady() || !engine) return
    if (studio) {
      if (studio.window.isMinimized()) studio.window.restore()
      studio.window.focus()
      return
    }
    studio = openWindow(folder, engine, events)
    studio.window.on('closed', () => {
      studio = null
      // The page was asked first, which stopped the quit that closed the window.
      if (quitting) app.quit()
    })
  }

  app.on('open-file', (event, path) => {
    event.preventDefault()
    open(path)
  })
  app.on('second-instance', (_event, args, workingFolder) => open(pathAmong(args.slice(1), workingFolder)))
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('before-quit', () => (quitting = true))
  app.on('will-quit', () => engine?.stop())
  app.on('activate', () => open(null))

  app
    .whenReady()
    .then(() => {
      denyByDefault()
      serveBundle(fileURLToPath(new URL('../renderer/', import.meta.url)))
      engine = new EngineProcess(fileURLToPath(new URL('./utility.js', import.meta.url)), app.getPath('userData'))
      open(pathAmong(process.argv.slice(1), process.cwd()))
    })
    .catch((thrown: unknown) => {
      process.stderr.write(`Backprop Studio could not start: ${String(thrown)}\n`)
      app.exit(1)
    })
}

if (app.requestSingleInstanceLock()) start()
else app.quit()
