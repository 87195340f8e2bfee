/** What of a key press decides: a part of KeyboardEvent. */
export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/** A key press as shortcuts are written: "Ctrl+Shift+S". Command counts as Ctrl. */
export function shortcutOf({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyPress): string {
  const name = key.length === 1 ? key.toUpperCase() : key.replace(/^Arrow/, '')
  return [ctrlKey || metaKey ? 'Ctrl' : '', altKey ? 'Alt' : '', shiftKey ? 'Shift' : '', name]
    .filter((part) => part !== '')
    .join('+')
}

/** Ctrl+Y is redo too, as people know it. */
export const alternatives: Readonly<Record<string, string>> = { 'Ctrl+Y': 'Ctrl+Shift+Z' }
