import { type MenuEntry } from '@shared/protocol/shell-service'
import { describe, expect, test, vi } from 'vitest'
import { menuTemplate } from '../../../src-main/electron-host/menu'

describe('the menu', () => {
  const entry = (id: string, changes: Partial<MenuEntry> = {}): MenuEntry => ({
    id,
    label: id,
    shortcut: null,
    enabled: true,
    checked: null,
    submenu: null,
    separatorBefore: false,
    ...changes,
  })

  test('has the entries of the window, with what the system expects', () => {
    const menus = [
      { label: 'File', entries: [entry('save', { shortcut: 'Ctrl+Shift+S', separatorBefore: true })] },
      { label: 'Edit', entries: [entry('undo', { enabled: false })] },
      { label: 'View', entries: [entry('dark', { checked: true })] },
      { label: 'Help', entries: [entry('more', { submenu: [entry('about')] })] },
    ]
    const run = vi.fn()
    const click = expect.any(Function) as () => void
    const own = (quit: boolean): unknown[] => [
      {
        label: 'File',
        submenu: [
          { type: 'separator' },
          {
            id: 'save',
            label: 'save',
            enabled: true,
            accelerator: 'CommandOrControl+Shift+S',
            registerAccelerator: false,
            click,
          },
          ...(quit ? [{ type: 'separator' }, { role: 'quit' }] : []),
        ],
      },
      {
        label: 'Edit',
        submenu: [
          { id: 'undo', label: 'undo', enabled: false, click },
          { type: 'separator' },
          { role: 'cut' },
          { role: 'copy' },
          { role: 'paste' },
        ],
      },
      {
        label: 'View',
        submenu: [
          { id: 'dark', label: 'dark', enabled: true, type: 'checkbox', checked: true, click },
          { type: 'separator' },
          { role: 'togglefullscreen' },
        ],
      },
      {
        label: 'Help',
        submenu: [
          {
            id: 'more',
            label: 'more',
            enabled: true,
            submenu: [{ id: 'about', label: 'about', enabled: true, click }],
          },
        ],
      },
    ]
    expect(menuTemplate(menus, 'linux', run)).toEqual(own(true))
    expect(menuTemplate(menus, 'darwin', run)).toEqual([{ role: 'appMenu' }, ...own(false), { role: 'windowMenu' }])
  })

  test('a click runs the action of the entry', () => {
    const ran: string[] = []
    const template = menuTemplate([{ label: 'Run', entries: [entry('train')] }], 'linux', (id) => ran.push(id))
    const [menu] = template
    const [item] = Array.isArray(menu?.submenu) ? menu.submenu : []
    ;(item?.click as (() => void) | undefined)?.()
    expect(ran).toEqual(['train'])
  })
})
