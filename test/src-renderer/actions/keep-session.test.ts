import { renameProject } from '@shared/document/commands'
import { createPinia, setActivePinia } from 'pinia'
import { expect, it } from 'vitest'
import { keepSession, restoreSession } from '../../../src-renderer/actions/keep-session'
import { type TextStorage } from '../../../src-renderer/host/storage'
import { useDocumentStore } from '../../../src-renderer/stores/document'
import { useLessonStore } from '../../../src-renderer/stores/lesson'
import { smallDocument } from '../helpers/fake-host'
import { shippedLesson } from '../helpers/lessons'

function storageInMemory(): TextStorage {
  const texts = new Map<string, string>()
  return {
    read: (key) => texts.get(key) ?? null,
    write: (key, text) => (text === null ? texts.delete(key) : texts.set(key, text)),
  }
}

it('brings document, path and unsaved changes back after a reload', () => {
  const storage = storageInMemory()
  setActivePinia(createPinia())
  useDocumentStore().replace({ document: smallDocument(), path: '/a/s.bpstudio' })
  useDocumentStore().dispatch(renameProject('Changed'))
  keepSession(storage)

  setActivePinia(createPinia())
  expect(restoreSession(storage)).toBe(true)
  const store = useDocumentStore()
  expect([store.document.name, store.saved.name, store.path, store.dirty]).toEqual([
    'Changed',
    'Small',
    '/a/s.bpstudio',
    true,
  ])
})

it('goes on with the lesson, at its step and with what was done', () => {
  const storage = storageInMemory()
  const lesson = shippedLesson('worked-example')
  setActivePinia(createPinia())
  useDocumentStore().replace({ document: lesson.project, path: null })
  const before = useLessonStore()
  before.begin(lesson)
  before.index = 2
  before.write(0, 'mine')
  before.tick(0)
  keepSession(storage)

  setActivePinia(createPinia())
  expect(restoreSession(storage)).toBe(true)
  const after = useLessonStore()
  expect([after.lesson?.id, after.index, after.answerTo(0), after.isDone(0)]).toEqual([
    'worked-example',
    2,
    'mine',
    true,
  ])
  useDocumentStore().replace({ document: smallDocument(), path: null })
  expect(after.lesson).toBeNull()
})

it('starts afresh where nothing usable was kept', () => {
  setActivePinia(createPinia())
  const storage = storageInMemory()
  expect(restoreSession(storage)).toBe(false)
  storage.write('backprop-studio.session', '{"document":{"formatVersion":1}}')
  expect(restoreSession(storage)).toBe(false)
  storage.write('backprop-studio.session', 'no JSON')
  expect(restoreSession(storage)).toBe(false)
})
