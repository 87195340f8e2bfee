import { EventEmitter } from 'node:events'
import { strict } from '../support.mjs'
import { theme, windows } from './registry.mjs'

class NativeTheme extends EventEmitter {
  get themeSource() {
    return theme.source
  }

  set themeSource(source) {
    if (!['system', 'light', 'dark'].includes(source)) throw new TypeError(`Error processing argument: ${source}`)
    const before = this.shouldUseDarkColors
    theme.source = source
    for (const window of windows.values()) window.showTheme()
    if (this.shouldUseDarkColors !== before) this.emit('updated')
  }

  /** The double's system theme is light. */
  get shouldUseDarkColors() {
    return theme.source === 'dark'
  }

  get shouldUseHighContrastColors() {
    return false
  }
}

/** `nativeTheme`; pages see it as `prefers-color-scheme`. */
export const nativeTheme = strict('nativeTheme', new NativeTheme())
