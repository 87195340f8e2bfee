import { readNumbers, wantedOf } from '@shared/lesson/readings'
import { positionsOf } from '@shared/lesson/switches'
import { computed } from 'vue'
import { useRunReading } from '../../../composables/use-run-reading'
import { useDocumentStore } from '../../../stores/document'
import { useLessonStore } from '../../../stores/lesson'

/** Where the switches stand, and the numbers that the present step looks at; those that are not known yet are left out. */
export function useLessonNumbers() {
  const store = useDocumentStore()
  const lesson = useLessonStore()
  const positions = computed(() => positionsOf(store.document))
  const wanted = computed(() => (lesson.step ? wantedOf(lesson.step, positions.value) : []))
  const { value, problem } = useRunReading(
    ({ inspection }) => readNumbers(inspection, wanted.value),
    () => JSON.stringify([lesson.lesson?.id, wanted.value]),
  )
  const numbers = computed<ReadonlyMap<string, number | null>>(() => value.value ?? new Map())
  return { positions, numbers, problem }
}
