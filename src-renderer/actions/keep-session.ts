import { readDocument } from '@shared/document/read'
import { type TextStorage } from '../host/storage'
import { useDocumentStore } from '../stores/document'
import { useSessionStore } from '../stores/session'
import { firstHidden } from './open'
import { markRunOfDocument } from './training-calls'

const KEY = 'backprop-studio.session'

/** Keeps the document beside the page, so that a reload of the page loses nothing. */
export function keepSession(storage: TextStorage): void {
  storage.write(KEY, sessionText())
}

/** The document, what of it is saved, and where: all that a tab needs to go on with it. */
export function sessionText(): string {
  const store = useDocumentStore()
  const { document, saved, path, trainedSinceSave } = store
  const edited = saved !== document
  return JSON.stringify({ document, saved: edited ? saved : null, path, trained: trainedSinceSave })
}

/** Shows the document that was kept; false where there is none. */
export function restoreSession(storage: TextStorage): boolean {
  const text = storage.read(KEY)
  return text !== null && showSession(text)
}

/** Shows the document of a text that `sessionText` gave, here or in another tab. */
export function showSession(text: string): boolean {
  const kept = parse(text)
  if (!kept) return false
  const document = readDocument(kept['document'], 'The document of this tab')
  if (!document.ok) return false
  const saved = readDocument(kept['saved'], 'The document of this tab')
  const path = typeof kept['path'] === 'string' ? kept['path'] : null
  useDocumentStore().restore({
    document: document.value,
    saved: saved.ok ? saved.value : document.value,
    path,
    trained: kept['trained'] === true,
  })
  markRunOfDocument()
  const session = useSessionStore()
  session.selectLayers(firstHidden(document.value))
  session.fitWishes++
  return true
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}
