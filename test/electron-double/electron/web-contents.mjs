// `webContents` of a BrowserWindow.
import { EventEmitter } from 'node:events'
import { record, reportError } from '../link.mjs'
import { mortal, own, preventable, strict } from '../support.mjs'
import { windows } from './registry.mjs'
import { inside, outside } from './protocol.mjs'
import { PageMessages } from './page-messages.mjs'

const withoutFragment = (url) => url.split('#')[0]

/** What a WebContents keeps to itself; `contents` is the object that the app holds. */
class ContentsState {
  url = ''
  title = ''
  destroyed = false
  crashed = false
  loading = null
  windowOpenHandler = () => ({ action: 'allow' })
  /** URLs that main asked for: no will-navigate for them. @type {Set<string>} */
  asked = new Set()

  /** @param {import('./browser-window.mjs').WindowState} window */
  constructor(window, contents) {
    Object.assign(this, { window, contents })
    const { session } = window
    this.messages = new PageMessages(session, contents)
    session.on('message', (type, head, data) => this.received(type, data))
    session.on('requested', (url, answer) => this.requested(inside(url), answer))
    // Of a destroyed page Electron tells nothing more, whatever is still on its way from Chromium.
    const hear = (name, handler) => session.on(name, (...args) => this.destroyed || handler(...args))
    hear('navigated', (url) => this.navigated(inside(url)))
    hear('navigatedInPage', (url) => this.navigatedInPage(inside(url)))
    hear('domReady', () => contents.emit('dom-ready', preventable()))
    hear('loaded', () => this.loaded())
    hear('crashed', () => this.crash())
    session.on('problem', (text) => reportError('page', text))
  }

  received(type, data) {
    if (this.destroyed) return
    if (type === 'open') this.openRequested(...data)
    else if (type === 'title') this.titled(data)
    else if (type === 'preloadError') {
      reportError('preload', data)
      this.contents.emit('preload-error', preventable(), this.window.preload, new Error(data))
    }
  }

  titled(title) {
    this.title = title
    const event = preventable()
    this.contents.emit('page-title-updated', event, title, true)
    this.window.pageTitled(event, title)
  }

  openRequested(address, frameName, features) {
    const url = inside(address)
    const referrer = { url: this.url, policy: 'strict-origin-when-cross-origin' }
    const { action } = this.windowOpenHandler({ url, frameName, features, disposition: 'new-window', referrer })
    record('window.open', url, action)
    if (action !== 'deny')
      reportError('window.open', `electron double: only { action: 'deny' } is implemented (${url})`)
  }

  requested(url, answer) {
    if (this.asked.delete(withoutFragment(url)) || withoutFragment(url) === withoutFragment(this.url)) return
    const event = preventable({ url, isSameDocument: false, isMainFrame: true, frame: this.contents.mainFrame })
    this.contents.emit('will-navigate', event, url)
    answer.allowed = !event.defaultPrevented
    if (!answer.allowed) record('navigation prevented', url)
  }

  navigated(url) {
    this.url = url
    this.crashed = false
    this.messages.documentGone()
    this.contents.emit('did-navigate', preventable(), url, 200, 'OK')
  }

  navigatedInPage(url) {
    this.url = url
    this.contents.emit('did-navigate-in-page', preventable(), url, true)
  }

  loaded() {
    this.loading?.()
    this.loading = null
    this.contents.emit('did-finish-load')
    this.window.painted()
  }

  crash() {
    this.crashed = true
    this.messages.documentGone()
    this.contents.emit('render-process-gone', preventable(), { reason: 'crashed', exitCode: 133 })
  }

  async loadURL(url) {
    const address = new URL(await outside(url)).href
    const { session } = await this.window.opened
    this.asked.add(withoutFragment(inside(address)))
    const loaded = new Promise((resolve) => (this.loading = resolve))
    const problem = await session.navigate(address).catch((error) => error.message)
    if (problem === undefined || this.destroyed) return loaded
    this.contents.emit('did-fail-load', preventable(), -2, problem, url, true)
    throw Object.assign(new Error(`${problem} (-2) loading '${url}'`), { code: problem, errno: -2, url })
  }

  gone() {
    this.destroyed = true
    this.messages.documentGone()
    this.contents.emit('destroyed')
  }
}

/** @param {WebContents} contents */
function makeFrame(contents) {
  return strict('mainFrame', {
    routingId: 1,
    processId: 1,
    parent: null,
    detached: false,
    get url() {
      return contents.getURL()
    },
    get origin() {
      const url = URL.parse?.(contents.getURL()) ?? parseUrl(contents.getURL())
      if (!url) return 'null'
      return url.origin === 'null' && url.host ? `${url.protocol}//${url.host}` : url.origin
    },
    isDestroyed: () => contents.isDestroyed(),
    send: (channel, ...args) => contents.send(channel, ...args),
    postMessage: (channel, message, transfer) => contents.postMessage(channel, message, transfer),
  })
}

function parseUrl(url) {
  try {
    return new URL(url)
  } catch {
    return null
  }
}

export class WebContents extends EventEmitter {
  constructor(window) {
    super()
    this.id = window.id
    const contents = mortal('webContents', this)
    this.mainFrame = makeFrame(contents)
    Object.defineProperty(this, own, { value: new ContentsState(window, contents) })
    return contents
  }

  getURL() {
    return this[own].url
  }

  getTitle() {
    return this[own].title
  }

  getType() {
    return 'window'
  }

  isDestroyed() {
    return this[own].destroyed
  }

  isCrashed() {
    return this[own].crashed
  }

  isLoading() {
    return this[own].loading !== null
  }

  isFocused() {
    return this[own].window.isFocused()
  }

  loadURL(url) {
    return this[own].loadURL(url)
  }

  reload() {
    void this[own].window.session.reload()
  }

  send(channel, ...args) {
    this[own].messages.send(channel, args)
  }

  postMessage(channel, message, transfer = []) {
    this[own].messages.post(channel, message, transfer)
  }

  setWindowOpenHandler(handler) {
    this[own].windowOpenHandler = handler
  }

  async executeJavaScript(code) {
    await this[own].window.opened
    return this[own].window.session.evaluate(code)
  }

  async capturePage() {
    const png = await this[own].window.session.screenshot()
    const size = { width: png.readUInt32BE(16), height: png.readUInt32BE(20) }
    return strict('NativeImage', { toPNG: () => png, isEmpty: () => png.length === 0, getSize: () => size })
  }

  forcefullyCrashRenderer() {
    void this[own].window.session.crash()
  }

  openDevTools(options) {
    record('webContents.openDevTools', options)
  }

  toggleDevTools() {
    record('webContents.toggleDevTools')
  }

  undo() {
    record('webContents.undo')
  }

  redo() {
    record('webContents.redo')
  }
}

/** The module's `webContents`. */
export const webContents = strict('webContents', {
  getAllWebContents: () => [...windows.values()].map(({ window }) => window.webContents),
  fromId: (id) => windows.get(id)?.window.webContents,
})
