import { watch } from 'vue'
import { useStudyStore } from '../stores/study'
import { useRunReading } from './use-run-reading'

/** Keeps the study's trace up to date while its page is shown. */
export function useStudyTrace(): void {
  const study = useStudyStore()
  const { value, problem } = useRunReading(
    ({ inspection }) => inspection.traceBatch({ batch: study.batch }),
    () => JSON.stringify([study.batch, study.walk?.batch, study.walk?.step]),
  )
  watch([value, problem], () => {
    study.trace = value.value
    study.problem = problem.value
  })
}
