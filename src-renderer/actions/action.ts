/**
 * One thing that a person can do. Menus, toolbar, palette, shortcut sheet and keyboard are all built from these.
 * `enabled` and `checked` read stores, so that what shows them follows by itself.
 */
export interface Action {
  readonly id: string
  readonly label: string
  /** "Ctrl+Shift+S"; Ctrl also means Command. */
  readonly shortcut?: string
  /** Keys that belong to a text field while it is written in. */
  readonly leavesText?: boolean
  /** The platform's own copy, cut and paste bring these: they come as events of the clipboard, not as keys. */
  readonly byClipboard?: boolean
  readonly enabled?: () => boolean
  readonly checked?: () => boolean
  readonly run: () => void | Promise<void>
}
