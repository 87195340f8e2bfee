import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { type TextStorage } from '../../../src-renderer/host/storage'
import { usePreferencesStore } from '../../../src-renderer/stores/preferences'

beforeEach(() => setActivePinia(createPinia()))

it('keeps the theme, and follows the system until one is chosen', () => {
  const texts = new Map<string, string>()
  const storage: TextStorage = {
    read: (key) => texts.get(key) ?? null,
    write: (key, text) => (text === null ? texts.delete(key) : texts.set(key, text)),
  }
  const store = usePreferencesStore()
  store.keepIn(storage)
  store.systemDark = true
  expect(store.shownTheme).toBe('dark')
  store.theme = 'light'
  expect([store.shownTheme, ...texts.values()]).toEqual(['light', 'light'])
})
