import { AppError } from '@shared/errors'
import { type GradientPlace } from '@shared/inspection/gradient-matrix'
import { useConnectionStore } from '../stores/connection'
import { useGradientCheckStore } from '../stores/gradient-check'
import { useSessionStore } from '../stores/session'
import { useStudyStore } from '../stores/study'
import { useTrainingStore } from '../stores/training'
import { type Action } from './action'

/** Checks every gradient with the epsilon and the samples that are set; a check under way ends. */
export async function runCheck(): Promise<void> {
  const store = useGradientCheckStore()
  const { inspection } = useConnectionStore().services()
  const { runId, step } = useTrainingStore().figures
  store.check?.abort()
  const own = new AbortController()
  store.check = own
  store.problem = null
  store.progress = null
  try {
    const { epsilon, samples } = store
    for await (const event of inspection.checkGradients({ epsilon, samples }, own.signal)) {
      if (store.check !== own) return
      if (event.kind === 'progress') store.progress = event
      else {
        store.result = event.result
        store.checked = { runId, step }
      }
    }
  } catch (thrown) {
    if (store.check === own) store.problem = AppError.from(thrown)
  } finally {
    if (store.check === own) store.check = null
  }
}

/** The errors over epsilon, point by point: of one parameter, or (null) of all. */
export async function drawCurve(place: GradientPlace | null): Promise<void> {
  const store = useGradientCheckStore()
  const { inspection } = useConnectionStore().services()
  store.drawing?.abort()
  const own = new AbortController()
  store.drawing = own
  store.problem = null
  store.curve = []
  store.curveOf = place
  try {
    for await (const point of inspection.gradientCurve({ place, samples: store.samples }, own.signal)) {
      if (store.drawing !== own) return
      store.curve = [...store.curve, point]
    }
  } catch (thrown) {
    if (store.drawing === own) store.problem = AppError.from(thrown)
  } finally {
    if (store.drawing === own) store.drawing = null
  }
}

export const checkGradients: Action = {
  id: 'training.check-gradients',
  label: 'Check gradients',
  enabled: () => useConnectionStore().current !== null && useTrainingStore().figures.runId !== '',
  run: () => {
    const session = useSessionStore()
    session.page = 'backprop'
    session.inspectorOpen = true
    useStudyStore().tab = 'check'
    return runCheck()
  },
}
