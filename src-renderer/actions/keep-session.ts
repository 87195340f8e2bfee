import { readDocument } from '@shared/document/read'
import { readLesson } from '@shared/lesson/read'
import { type TextStorage } from '../host/storage'
import { useDocumentStore } from '../stores/document'
import { useLessonStore } from '../stores/lesson'
import { useSessionStore } from '../stores/session'
import { firstHidden } from './open'
import { markRunOfDocument } from './training-calls'

const KEY = 'backprop-studio.session'

/** Keeps the document beside the page, so that a reload of the page loses nothing. */
export function keepSession(storage: TextStorage): void {
  storage.write(KEY, sessionText())
}

/** The document, what of it is saved, and where, and the lesson in progress: all that a tab needs to go on. */
export function sessionText(): string {
  const store = useDocumentStore()
  const { document, saved, path, trainedSinceSave } = store
  const edited = saved !== document
  const { progress } = useLessonStore()
  return JSON.stringify({ document, saved: edited ? saved : null, path, trained: trainedSinceSave, lesson: progress })
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
  resumeLesson(kept['lesson'])
  return true
}

function resumeLesson(kept: unknown): void {
  if (!isRecord(kept)) return
  const lesson = readLesson(kept['lesson'], 'The lesson of this tab')
  if (!lesson.ok) return
  const { index, answers, done } = kept
  useLessonStore().resume({
    lesson: lesson.value,
    index: typeof index === 'number' ? index : 0,
    answers: isRecord(answers)
      ? Object.fromEntries(Object.entries(answers).map(([key, text]) => [key, String(text)]))
      : {},
    done: Array.isArray(done) ? done.map(String) : [],
  })
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : null
  } catch {
    return null
  }
}
