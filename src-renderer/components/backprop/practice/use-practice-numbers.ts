import { type TracedNumbers } from '@shared/lesson/number-at'
import { useRunReading } from '../../../composables/use-run-reading'
import { useStudyStore } from '../../../stores/study'

/** Every number of the batch that the page looks at, the updates of its layers included. */
export function usePracticeNumbers() {
  const study = useStudyStore()
  return useRunReading(
    async ({ inspection }): Promise<TracedNumbers> => {
      const { batch } = study
      const trace = await inspection.traceBatch({ batch })
      const dense = trace.layers.filter(({ kind }) => kind === 'dense')
      const updates = await Promise.all(dense.map(({ id }) => inspection.layerUpdate({ batch, layer: id })))
      return { trace, updates: Object.fromEntries(updates.map((update) => [update.id, update])) }
    },
    () => JSON.stringify([study.batch, study.walk?.batch, study.walk?.step]),
  )
}
