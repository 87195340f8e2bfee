// What exists in this app: windows and utility processes. Its own file, so that app and windows need not import each other.

/** @type {Map<number, import('./browser-window.mjs').WindowState>} by id, oldest first */
export const windows = new Map()

/** @type {Set<{ kill: () => void, metric: () => object }>} */
export const utilities = new Set()

/** The window that was shown or focused last. @type {{ id: number | null }} */
export const focus = { id: null }

/** `nativeTheme.themeSource`. @type {{ source: 'system' | 'light' | 'dark' }} */
export const theme = { source: 'system' }
