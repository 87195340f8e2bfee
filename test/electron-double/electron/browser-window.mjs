// `BrowserWindow`: a Chromium window of the app's browser context.
import { EventEmitter } from 'node:events'
import { PageSession } from '../chromium/page-session.mjs'
import { record, reportError } from '../link.mjs'
import { mortal, own, preventable, strict } from '../support.mjs'
import { app, needReady } from './app.mjs'
import { focus, theme, windows } from './registry.mjs'
import { WebContents } from './web-contents.mjs'

let ids = 0

/** What a BrowserWindow keeps to itself; `window` is the object that the app holds. */
export class WindowState {
  id = ++ids
  session = new PageSession()
  destroyed = false
  readyToShow = false
  edited = false
  representedFilename = ''
  minimized = false
  maximized = false
  fullScreen = false

  constructor(window, options) {
    const { webPreferences = {}, title = app.name, show = true, x = 0, y = 0, width = 800, height = 600 } = options
    Object.assign(this, { window, title, visible: show, bounds: { x, y, width, height } })
    this.preload = webPreferences.preload
    windows.set(this.id, this)
    this.session.on('gone', () => this.gone())
    const { additionalArguments } = webPreferences
    const page = { id: this.id, width, height, preload: this.preload, additionalArguments }
    /** Resolves to this state when the page can be driven. */
    this.opened = this.session.open(page).then(() => this)
    this.opened.catch((error) => reportError('window', error?.stack ?? error))
    // Again for each document: Playwright sets its own colour scheme while it takes over a new page.
    this.session.on('navigated', () => theme.source !== 'system' && this.showTheme())
    if (show) focus.id = this.id
  }

  isFocused() {
    return focus.id === this.id
  }

  /** `ready-to-show`, once; in the double that is the first load event. */
  painted() {
    if (this.readyToShow) return
    this.readyToShow = true
    this.window.emit('ready-to-show')
  }

  showTheme() {
    void this.opened.then(() => this.session.emulateColorScheme(theme.source)).catch(() => undefined) // it has closed
  }

  pageTitled(event, title) {
    this.window.emit('page-title-updated', event, title, true)
    if (!event.defaultPrevented) this.title = title
  }

  /** @returns {Promise<boolean>} true if the window is gone */
  async requestClose() {
    if (this.destroyed) return true
    const event = preventable()
    this.window.emit('close', event)
    if (event.defaultPrevented) return false
    await this.opened.catch(() => undefined)
    if (await this.session.wantsToStay()) {
      const unload = preventable()
      this.window.webContents.emit('will-prevent-unload', unload)
      if (!unload.defaultPrevented) return false
    }
    await this.destroy()
    return true
  }

  async destroy() {
    this.gone()
    await this.opened.catch(() => undefined)
    await this.session.close()
  }

  gone() {
    if (this.destroyed) return
    this.destroyed = true
    windows.delete(this.id)
    if (focus.id === this.id) focus.id = null
    this.window.webContents[own].gone()
    this.window.emit('closed')
    if (windows.size === 0) setImmediate(() => app[own].allWindowsClosed())
  }

  set(name, value, event) {
    this[name] = value
    this.window.emit(event)
  }
}

/** @param {object} preferences */
function checkPreferences({ nodeIntegration = false, contextIsolation = true, sandbox = true }) {
  if (nodeIntegration || !contextIsolation || !sandbox)
    throw new Error('electron double: only sandboxed, isolated windows without nodeIntegration are implemented')
}

class Window extends EventEmitter {
  static getAllWindows() {
    return [...windows.values()].map(({ window }) => window)
  }

  static getFocusedWindow() {
    return windows.get(focus.id)?.window ?? null
  }

  static fromWebContents(contents) {
    return Window.fromId(contents.id)
  }

  static fromId(id) {
    return windows.get(id)?.window ?? null
  }

  constructor(options = {}) {
    super()
    needReady('Cannot create BrowserWindow')
    checkPreferences(options.webPreferences ?? {})
    record('BrowserWindow', options)
    const window = mortal('BrowserWindow', this)
    const state = new WindowState(window, options)
    Object.defineProperty(this, own, { value: state })
    this.id = state.id
    this.webContents = new WebContents(state)
    app.emit('web-contents-created', preventable(), this.webContents)
    app.emit('browser-window-created', preventable(), window)
    return window
  }

  loadURL(url) {
    return this.webContents.loadURL(url)
  }

  reload() {
    this.webContents.reload()
  }

  close() {
    void this[own].requestClose()
  }

  destroy() {
    void this[own].destroy()
  }

  isDestroyed() {
    return this[own].destroyed
  }

  show() {
    this[own].visible = true
    this.emit('show')
    this.focus()
  }

  showInactive() {
    this[own].set('visible', true, 'show')
  }

  hide() {
    this[own].set('visible', false, 'hide')
  }

  isVisible() {
    return this[own].visible
  }

  focus() {
    focus.id = this.id
    record('BrowserWindow.focus', this.id)
    this.emit('focus')
  }

  isFocused() {
    return this[own].isFocused()
  }

  setTitle(title) {
    this[own].title = title
    record('BrowserWindow.setTitle', title)
  }

  getTitle() {
    return this[own].title
  }

  setDocumentEdited(edited) {
    this[own].edited = edited
    record('BrowserWindow.setDocumentEdited', edited)
  }

  isDocumentEdited() {
    return this[own].edited
  }

  setRepresentedFilename(filename) {
    this[own].representedFilename = filename
    record('BrowserWindow.setRepresentedFilename', filename)
  }

  getRepresentedFilename() {
    return this[own].representedFilename
  }

  minimize() {
    this[own].set('minimized', true, 'minimize')
  }

  restore() {
    this[own].set('minimized', false, 'restore')
  }

  isMinimized() {
    return this[own].minimized
  }

  maximize() {
    this[own].set('maximized', true, 'maximize')
  }

  unmaximize() {
    this[own].set('maximized', false, 'unmaximize')
  }

  isMaximized() {
    return this[own].maximized
  }

  setFullScreen(fullScreen) {
    this[own].set('fullScreen', fullScreen, fullScreen ? 'enter-full-screen' : 'leave-full-screen')
  }

  isFullScreen() {
    return this[own].fullScreen
  }

  getBounds() {
    return { ...this[own].bounds }
  }

  getNormalBounds() {
    return this.getBounds()
  }

  setBounds(bounds) {
    this[own].set('bounds', { ...this[own].bounds, ...bounds }, 'resize')
  }

  setBackgroundColor(color) {
    record('BrowserWindow.setBackgroundColor', color)
  }

  setProgressBar(progress, options) {
    record('BrowserWindow.setProgressBar', progress, options)
  }

  setMenu(menu) {
    record('BrowserWindow.setMenu', menu === null ? null : 'menu')
  }

  setMenuBarVisibility(visible) {
    record('BrowserWindow.setMenuBarVisibility', visible)
  }
}

export const BrowserWindow = strict('BrowserWindow', Window)
