// `app`: readiness, paths, quitting.
import { EventEmitter } from 'node:events'
import { mkdirSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { config } from '../config.mjs'
import { flushed, onTestGone, record } from '../link.mjs'
import { own, preventable, strict } from '../support.mjs'
import { utilities, windows } from './registry.mjs'
import { SingleInstance } from './single-instance.mjs'

/** Leaves for good; `process.exit` is the app's and goes through `app.exit`. */
export const exitProcess = process.exit.bind(process)

/** Thrown by the app's own `process.exit()`, which must not return; reported nowhere. */
export class ProcessExit extends Error {}

/** What `app` keeps to itself. */
class Lifecycle {
  ready = false
  quitting = false
  exiting = false
  instance = new SingleInstance()
  paths = new Map([
    ['appData', join(config.userData, '..')],
    ['userData', config.userData],
    ['sessionData', config.userData],
    ['temp', tmpdir()],
    ['home', homedir()],
    ['documents', join(config.userData, 'Documents')],
    ['downloads', join(config.userData, 'Downloads')],
    ['desktop', join(config.userData, 'Desktop')],
    ['logs', join(config.userData, 'logs')],
    ['crashDumps', join(config.userData, 'Crashpad')],
    ['exe', process.execPath],
  ])

  becomeReady() {
    app.emit('will-finish-launching')
    this.ready = true
    app.emit('ready', preventable(), {})
  }

  async quit() {
    if (this.quitting) return
    this.quitting = true
    const event = preventable()
    app.emit('before-quit', event)
    if (event.defaultPrevented) return this.stay()
    for (const window of [...windows.values()]) if (!(await window.requestClose())) return this.stay()
    await this.finish()
  }

  stay() {
    this.quitting = false
  }

  async finish() {
    const event = preventable()
    app.emit('will-quit', event)
    if (event.defaultPrevented) return this.stay()
    await this.exit(0)
  }

  async exit(code) {
    if (this.exiting) return
    this.exiting = true
    app.emit('quit', preventable(), code)
    record('app.exit', code)
    for (const utility of utilities) utility.kill()
    await Promise.all([...windows.values()].map((window) => window.destroy()))
    await this.instance.handedOver
    this.instance.release()
    await flushed()
    exitProcess(code)
  }

  allWindowsClosed() {
    if (!this.quitting && !this.exiting && !app.emit('window-all-closed')) app.quit()
  }
}

/** Calls that have nothing to show in the double. @param {string[]} names */
function recorded(...names) {
  return Object.fromEntries(names.map((name) => [name, (...args) => record(`app.${name}`, ...args)]))
}

class App extends EventEmitter {
  isPackaged = false
  name = config.manifest.productName ?? config.manifest.name
  commandLine = strict('app.commandLine', {
    appendSwitch: (...args) => record('app.commandLine.appendSwitch', ...args),
    hasSwitch: (name) => process.argv.some((argument) => argument.split('=')[0] === `--${name}`),
  })

  constructor() {
    super()
    Object.defineProperty(this, own, { value: new Lifecycle() })
    const quiet = ['addRecentDocument', 'clearRecentDocuments', 'setAppUserModelId', 'enableSandbox', 'focus']
    Object.assign(this, recorded(...quiet, 'disableHardwareAcceleration', 'setAboutPanelOptions', 'relaunch'))
  }

  isReady() {
    return this[own].ready
  }

  whenReady() {
    return this.isReady() ? Promise.resolve() : new Promise((resolve) => this.once('ready', () => resolve()))
  }

  getName() {
    return this.name
  }

  setName(name) {
    this.name = name
  }

  getVersion() {
    return config.manifest.version ?? '0'
  }

  getAppPath() {
    return config.manifest.folder
  }

  getLocale() {
    return 'en-US'
  }

  getPath(name) {
    const path = this[own].paths.get(name)
    if (path === undefined) throw new Error(`Failed to get '${name}' path`)
    if (name !== 'exe') mkdirSync(path, { recursive: true })
    return path
  }

  setPath(name, path) {
    this[own].paths.set(name, path)
  }

  getAppMetrics() {
    return [...utilities].map((utility) => utility.metric())
  }

  requestSingleInstanceLock(additionalData) {
    const notify = ({ argv, cwd, data }) =>
      void this.whenReady().then(() => this.emit('second-instance', preventable(), argv, cwd, data))
    return this[own].instance.request(this.getPath('userData'), additionalData, notify)
  }

  hasSingleInstanceLock() {
    return this[own].instance.held
  }

  releaseSingleInstanceLock() {
    this[own].instance.release()
  }

  quit() {
    setImmediate(() => void this[own].quit())
  }

  exit(code = 0) {
    void this[own].exit(code)
  }
}

export const app = strict('app', new App())

/** @param {string} what Throws unless the app is ready, as Electron does. */
export function needReady(what) {
  if (!app.isReady()) throw new Error(`${what} before app is ready`)
}

process.exit = (code) => {
  app.exit(code)
  throw new ProcessExit('process.exit')
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => app.quit())
onTestGone(() => {
  for (const utility of utilities) utility.kill()
  exitProcess(1)
})
