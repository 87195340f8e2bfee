import { useNoticesStore } from '../stores/notices'
import { type Action } from './action'
import { openText } from './open'

/** Two lines or more, with the same number of commas, semicolons or tabs in the first two: a table. */
export function looksLikeTable(text: string): boolean {
  const [first, second] = text.trim().split(/\r?\n/)
  if (first === undefined || second === undefined) return false
  return ['\t', ',', ';'].some((separator) => {
    const columns = first.split(separator).length
    return columns > 1 && second.split(separator).length === columns
  })
}

export const pasteTable: Action = {
  id: 'file.paste-table',
  label: 'Paste a table',
  run: async () => {
    const text = await navigator.clipboard.readText().catch(() => null)
    if (text === null) {
      useNoticesStore().inform(
        'The clipboard may not be read from here. Press Ctrl+V on the window to paste the table.',
      )
      return
    }
    if (looksLikeTable(text)) await openText(text, 'Pasted table')
    else useNoticesStore().inform('The clipboard holds no table. Copy rows of a table with their header line first.')
  },
}
