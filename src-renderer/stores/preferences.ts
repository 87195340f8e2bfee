import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { type TextStorage } from '../host/storage'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const KEY = 'backprop-studio.theme'

/** What a person prefers, on every project. */
export const usePreferencesStore = defineStore('preferences', () => {
  const theme = ref<Theme>('system')
  const systemDark = ref(false)
  const shownTheme = computed(() => (theme.value === 'system' ? (systemDark.value ? 'dark' : 'light') : theme.value))

  /** Reads what was preferred before, and keeps every change from now on. */
  function keepIn(storage: TextStorage): void {
    const kept = storage.read(KEY)
    theme.value = themes.find((candidate) => candidate === kept) ?? 'system'
    watch(theme, (chosen) => storage.write(KEY, chosen), { flush: 'sync' })
  }

  return { theme, systemDark, shownTheme, keepIn }
})
