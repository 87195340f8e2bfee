import { type TracedNumbers } from '@shared/lesson/number-at'
import { useRunReading } from '../../../composables/use-run-reading'
import { usePracticeStore } from '../../../stores/practice'
import { useStudyStore } from '../../../stores/study'

/** Every number of the batch that the page looks at; while practice goes on, the updates of its layers too. */
export function usePracticeNumbers() {
  const study = useStudyStore()
  const practice = usePracticeStore()
  return useRunReading(
    async ({ inspection }): Promise<TracedNumbers> => {
      const { batch } = study
      const trace = await inspection.traceBatch({ batch })
      if (!practice.running) return { trace, updates: {} }
      const dense = trace.layers.filter(({ kind }) => kind === 'dense')
      const updates = await Promise.all(dense.map(({ id }) => inspection.layerUpdate({ batch, layer: id })))
      return { trace, updates: Object.fromEntries(updates.map((update) => [update.id, update])) }
    },
    () => JSON.stringify([study.batch, study.walk?.batch, study.walk?.step, practice.running]),
  )
}
