import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { allActions, menus } from '../../../src-renderer/actions'
import { nativeMenus } from '../../../src-renderer/actions/native-menu'
import { shortcutOf } from '../../../src-renderer/actions/shortcuts'
import { useDocumentStore } from '../../../src-renderer/stores/document'
import { useLibraryStore } from '../../../src-renderer/stores/library'
import { useSessionStore } from '../../../src-renderer/stores/session'
import { smallDocument } from '../helpers/fake-host'

const twice = (values: readonly string[]): string[] => values.filter((value, index) => values.indexOf(value) !== index)

describe('the registry of actions', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    useDocumentStore().replace({ document: smallDocument(), path: null })
    useLibraryStore().examples = [{ id: 'iris', name: 'Iris', description: '' }]
    useLibraryStore().recent = [{ path: '/a/b.bpstudio', name: 'b' }]
  })

  it('has every id and every shortcut once', () => {
    const actions = allActions().map(({ action }) => action)
    expect(twice(actions.map(({ id }) => id))).toEqual([])
    expect(twice(actions.flatMap(({ shortcut }) => (shortcut === undefined ? [] : [shortcut])))).toEqual([])
  })

  it('lists examples and recent projects as actions of their own', () => {
    const ids = allActions().map(({ action }) => action.id)
    expect(ids).toContain('file.open-example.iris')
    expect(ids).toContain('file.open-recent./a/b.bpstudio')
  })

  it('gives the native menu the same entries', () => {
    const [file] = nativeMenus(menus())
    expect(file?.entries.map(({ label, separatorBefore }) => (separatorBefore ? `| ${label}` : label))).toEqual([
      'New',
      'Open…',
      'Open data…',
      'Paste a table',
      '| Open example',
      'Open recent',
      '| Save',
      'Save as…',
      '| Export figure…',
    ])
    expect(file?.entries[4]?.submenu?.map(({ id }) => id)).toEqual(['file.open-example.iris'])
  })

  it('a submenu of which nothing can be done now is greyed out', () => {
    const network = nativeMenus(menus()).find(({ label }) => label === 'Network')
    const align = (): boolean | undefined => network?.entries.find(({ label }) => label === 'Align')?.enabled
    expect(align()).toBe(false)
    useSessionStore().selectLayers(['input', 'output'])
    const again = nativeMenus(menus()).find(({ label }) => label === 'Network')
    expect(again?.entries.find(({ label }) => label === 'Align')?.enabled).toBe(true)
  })

  it('reads key presses as shortcuts are written', () => {
    const keys = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false }
    expect(shortcutOf({ ...keys, key: 's', ctrlKey: true })).toBe('Ctrl+S')
    expect(shortcutOf({ ...keys, key: 'Z', metaKey: true, shiftKey: true })).toBe('Ctrl+Shift+Z')
    expect(shortcutOf({ ...keys, key: 'F10', shiftKey: true })).toBe('Shift+F10')
    expect(shortcutOf({ ...keys, key: 'ArrowUp', altKey: true })).toBe('Alt+Up')
  })
})
