import { EventEmitter } from 'node:events'
import { record } from '../link.mjs'
import { own, strict } from '../support.mjs'
import { app } from './app.mjs'
import { BrowserWindow } from './browser-window.mjs'

const roleLabels = {
  about: 'About',
  quit: 'Quit',
  close: 'Close Window',
  minimize: 'Minimize',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select All',
  reload: 'Reload',
  toggleDevTools: 'Toggle Developer Tools',
  togglefullscreen: 'Toggle Full Screen',
}

/** Roles that do something in the double; the others are recorded only. */
const roleActions = {
  quit: () => app.quit(),
  close: (window) => window?.close(),
  reload: (window) => window?.reload(),
  minimize: (window) => window?.minimize(),
  togglefullscreen: (window) => window?.setFullScreen(!window.isFullScreen()),
}

/** @param {string | undefined} role */
function labelOf(role) {
  const name = Object.keys(roleLabels).find((known) => known.toLowerCase() === role?.toLowerCase())
  return roleLabels[name] ?? ''
}

export class MenuItem {
  id = undefined
  role = undefined
  type = 'normal'
  accelerator = undefined
  sublabel = ''
  toolTip = ''
  icon = undefined
  enabled = true
  visible = true
  checked = false
  /** The menu that holds it. */
  menu = undefined

  constructor({ click, submenu, ...rest }) {
    const type = submenu ? 'submenu' : 'normal'
    this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : submenu
    Object.assign(this, { type, label: labelOf(rest.role) }, rest)
    const item = strict('MenuItem', this)
    this.click = (event, window) => choose(item, click, { event, window })
    return item
  }
}

/** What happens when a person chooses the item; nothing if it is disabled or hidden. */
function choose(item, click, { event = {}, window = BrowserWindow.getFocusedWindow() ?? undefined }) {
  if (!item.enabled || !item.visible) return
  if (item.type === 'checkbox') item.checked = !item.checked
  if (item.type === 'radio') {
    for (const other of item.menu?.items ?? []) if (other.type === 'radio') other.checked = other === item
  }
  record('menu', item.id ?? item.role ?? item.label)
  if (item.role) roleActions[item.role]?.(window)
  else click?.(item, window, event)
}

let applicationMenu = null

class MenuClass extends EventEmitter {
  items = []

  static buildFromTemplate(template) {
    const menu = new Menu()
    for (const entry of template) menu.append(entry instanceof MenuItem ? entry : new MenuItem(entry))
    return menu
  }

  static setApplicationMenu(menu) {
    applicationMenu = menu
    record('Menu.setApplicationMenu')
  }

  static getApplicationMenu() {
    return applicationMenu
  }

  constructor() {
    super()
    return strict('Menu', this)
  }

  append(item) {
    this.insert(this.items.length, item)
  }

  insert(position, item) {
    item.menu = this
    this.items.splice(position, 0, item)
  }

  getMenuItemById(id) {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found) return found
    }
    return null
  }

  popup(options = {}) {
    Object.defineProperty(this, own, { value: options.callback, configurable: true })
    record(
      'menu.popup',
      this.items.map(({ label }) => label),
    )
    this.emit('menu-will-show', {})
  }

  closePopup() {
    this.emit('menu-will-close', {})
    this[own]?.()
  }
}

export const Menu = strict('Menu', MenuClass)
