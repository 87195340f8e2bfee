import { type Theme, themes, usePreferencesStore } from '../stores/preferences'
import { type Action } from './action'

const labels: Readonly<Record<Theme, string>> = {
  system: 'Theme of the system',
  light: 'Light theme',
  dark: 'Dark theme',
}

export const chooseTheme: readonly Action[] = themes.map((theme) => ({
  id: `view.theme-${theme}`,
  label: labels[theme],
  checked: () => usePreferencesStore().theme === theme,
  run: () => {
    usePreferencesStore().theme = theme
  },
}))
