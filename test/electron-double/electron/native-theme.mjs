import { EventEmitter } from 'node:events'
import { own, strict } from '../support.mjs'

class NativeTheme extends EventEmitter {
  constructor() {
    super()
    Object.defineProperty(this, own, { value: { source: 'system' } })
  }

  get themeSource() {
    return this[own].source
  }

  set themeSource(source) {
    if (!['system', 'light', 'dark'].includes(source)) throw new TypeError(`Error processing argument: ${source}`)
    const before = this.shouldUseDarkColors
    this[own].source = source
    if (this.shouldUseDarkColors !== before) this.emit('updated')
  }

  /** The double's system theme is light. */
  get shouldUseDarkColors() {
    return this[own].source === 'dark'
  }

  get shouldUseHighContrastColors() {
    return false
  }
}

/** `nativeTheme`; pages are not told, use Playwright's `emulateMedia` for them. */
export const nativeTheme = strict('nativeTheme', new NativeTheme())
