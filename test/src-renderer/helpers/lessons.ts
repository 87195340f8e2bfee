import { readFileSync } from 'node:fs'
import { type ProjectDocument } from '@shared/document/schema'
import { readLesson } from '@shared/lesson/read'
import { type Lesson } from '@shared/lesson/schema'
import { inspectionService } from '../../../src-main/services/training/inspection/inspection-service'
import { trainingService } from '../../../src-main/services/training/training-service'
import { useConnectionStore } from '../../../src-renderer/stores/connection'
import { useDocumentStore } from '../../../src-renderer/stores/document'
import { useLessonStore } from '../../../src-renderer/stores/lesson'
import { inRepository } from '../../helpers/documents'
import { benchOf } from '../../helpers/training-bench'
import { fakeServices } from './fake-host'

/** A lesson as its file has it, with changes. */
export function shippedLesson(id: string, change: (json: Lesson) => void = () => undefined): Lesson {
  const json = JSON.parse(readFileSync(inRepository(`resources/lessons/${id}.bplesson`), 'utf8'))
  change(json)
  const found = readLesson(json, id)
  if (!found.ok) throw found.error
  return found.value
}

/** The window with a project and its run; the numbers are the engine's. */
export function showProject(document: ProjectDocument): void {
  const { session } = benchOf(document)
  useConnectionStore().opened(
    fakeServices({ inspection: inspectionService(session), training: trainingService(session) }),
  )
  useDocumentStore().replace({ document, path: null })
}

/** The window with a lesson in progress. */
export function showLessonOf(lesson: Lesson): void {
  showProject(lesson.project)
  useLessonStore().begin(lesson)
}
