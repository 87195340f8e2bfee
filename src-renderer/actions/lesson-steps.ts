import { setSwitches, type SwitchPositions } from '@shared/lesson/switches'
import { useDocumentStore } from '../stores/document'
import { useLessonStore } from '../stores/lesson'
import { useSessionStore } from '../stores/session'
import { useStudyStore } from '../stores/study'
import { attempt } from './perform'
import { showSample } from './show-sample'
import { markRunOfDocument, training } from './training-calls'

/** Shows the lesson in progress beside the equations. */
export function showLesson(): void {
  const session = useSessionStore()
  session.page = 'backprop'
  session.inspectorOpen = true
  useStudyStore().tab = 'lesson'
  lookAtStep()
}

/** Another step of the lesson, counted from 0; equations and drawing follow. */
export function goToStep(index: number): void {
  const lesson = useLessonStore()
  const last = (lesson.lesson?.steps.length ?? 1) - 1
  lesson.index = Math.max(0, Math.min(last, index))
  lookAtStep()
}

function lookAtStep(): void {
  const look = useLessonStore().step?.look
  if (!look) return
  lookAt(look.layer, look.unit)
  if (look.sample !== undefined) void showSample(look.sample)
}

/** Equations and drawing show a unit of a layer. */
export function lookAt(layer: string, unit: number): void {
  useSessionStore().selectLayers([layer])
  useStudyStore().unit = unit
}

/** Sets rules of the lesson, as one step that can be undone, and starts a run with them. */
export function changeRules(positions: SwitchPositions): Promise<void> {
  return attempt(async () => {
    const store = useDocumentStore()
    store.seal()
    store.dispatch(setSwitches(positions))
    store.seal()
    markRunOfDocument()
    const { service, document } = training()
    await service.reset({ document })
  })
}
