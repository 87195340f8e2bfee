import { activationOf } from '@engine/activations'
import { type TrainingService } from '@shared/protocol/training-service'
import { type ReportMark } from './epoch-recorder'
import { exactRows } from './exact-rows'
import { evaluate } from './evaluation'
import { predict, predictionForm } from './prediction'
import { runUpdate } from './run-update'
import { sampleTrace } from './sample-trace'
import { type TrainingSession } from './session'
import { unitPlanes } from './unit-planes'
import { weightPictures } from './weight-pictures'

/** The session behind the protocol. */
export function trainingService(session: TrainingSession): TrainingService {
  return {
    prepare: async ({ document }) => session.prepare(document),
    train: async ({ document }) => session.train(document),
    pause: async () => session.pause(),
    step: async ({ document, unit }) => session.step(document, unit),
    reset: async ({ document }) => session.reset(document),
    updates: ({ interval }, signal) => updates(session, interval, signal),
    trace: async ({ sample }) => sampleTrace(session.currentRun(), sample),
    showSample: async ({ sample }) => session.showSample(sample),
    evaluate: async ({ part }) => evaluate(session.currentRun(), part),
    predictionForm: async () => predictionForm(session.currentRun()),
    predict: async ({ values }) => predict(session.currentRun(), values),
    runs: async () => session.records(),
    exactRows: async (rows) => exactRows(session.currentRun(), rows),
    editParameter: async ({ value, ...place }) => session.editParameter(place, value),
    weightPictures: async ({ most }) => weightPictures(session.currentRun(), most),
    unitPlanes: async ({ size }) => unitPlanes(session.currentRun(), size),
    activationCurve: async ({ activation }) => {
      const { value, derivative } = activationOf[activation]
      const z = Float64Array.from({ length: 129 }, (_, index) => (index - 64) / 16)
      // A single unit's softmax is always 1: shown is one unit of two, the other held at 0.
      const a = derivative ? Float64Array.from(value([...z])) : z.map((each) => value([each, 0])[0] ?? 0)
      return { z, a, derivative: derivative ? a.map((each, index) => derivative(z[index] ?? 0, each)) : null }
    },
  }
}

/** After an update was made, training goes on for at least this many times as long. */
const REST = 20

/**
 * The first update at once, then one whenever something changed since the last and `interval` milliseconds passed.
 * The reader asks for each, so a slow one gets fewer, merged updates.
 */
async function* updates(session: TrainingSession, interval: number, signal?: AbortSignal) {
  let dirty = true
  let wake: () => void = () => undefined
  const notice = (): void => {
    dirty = true
    wake()
  }
  const stop = session.onChange(notice)
  const aborted = new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }))
  let sent: ReportMark | null = null
  try {
    while (!signal?.aborted) {
      if (!dirty) await Promise.race([aborted, new Promise<void>((resolve) => (wake = resolve))])
      if (signal?.aborted) return
      dirty = false
      const began = performance.now()
      const update = runUpdate(session, sent)
      const made = performance.now()
      const notBefore = Math.max(began + interval, made + REST * (made - began))
      sent = session.run?.epochs.mark() ?? null
      yield update
      await Promise.race([aborted, new Promise<void>((resolve) => setTimeout(resolve, notBefore - performance.now()))])
    }
  } finally {
    stop()
  }
}
