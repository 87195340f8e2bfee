import { type Stretch } from '@engine/trainer'
import { type TrainerState } from '@engine/trainer-state'
import { AppError } from '@shared/errors'
import { type AppliedUpdates } from '@shared/protocol/training-service'
import { type Run } from './run'

/** What was made on a scratch copy: the state it ended with, and the updates that led there. */
export interface ScratchUpdates {
  readonly state: TrainerState
  readonly stretches: readonly Stretch[]
}

/**
 * Gives a run that stands still the state that some updates of a scratch copy ended with, and appends it to the run's
 * record: weights, statistics, optimizer, random states and place in the epoch, losses of batches and reports of epochs, as
 * if the run had made the updates. What the arithmetic of the run makes of the numbers is kept. `begun` is how many updates
 * and edits the run had when the copy was made.
 * Errors: cannot-edit while the run trains, where it went on since, where there is nothing to apply, or where the run's
 * arithmetic has no such number.
 */
export function applyUpdates(run: Run, { state, stretches }: ScratchUpdates, begun: RunMark): AppliedUpdates {
  if (run.status === 'running') throw refused('the run is training. Press Pause, then apply again.')
  const { step, edits, applied } = markOf(run)
  if (step !== begun.step || edits !== begun.edits || applied !== begun.applied)
    throw refused('the run went on since the debugger was opened. Open it again.')
  const to = state.program.step
  if (to === step) throw refused('the debugger has made no update yet.')
  if (run.settings.precision === 'float32' && !fitsFloat32(state))
    throw refused('float32 has no number as large as some of the weights.')
  run.book(stretches, step)
  run.trainer.load(state)
  run.status = 'paused'
  run.failure = null
  run.untilEpoch = Math.max(run.untilEpoch, state.batch > 0 ? state.epoch + 1 : state.epoch)
  const made: AppliedUpdates = { from: step, to }
  run.applied = [...run.applied, made]
  return made
}

/** What tells whether a run has moved. */
export interface RunMark {
  readonly step: number
  readonly edits: number
  readonly applied: number
}

export function markOf({ trainer, edits, applied }: Run): RunMark {
  return { step: trainer.step, edits: edits.length, applied: applied.length }
}

const refused = (reason: string): AppError => AppError.of('cannot-edit', { reason })

function fitsFloat32({ program: { parameters, slots, statistics } }: TrainerState): boolean {
  const fits = (values: readonly number[]): boolean => values.every((value) => Number.isFinite(Math.fround(value)))
  return (
    [parameters, ...slots].every((each) =>
      Object.values(each).every(({ weights, biases }) => weights.every(fits) && fits(biases)),
    ) && Object.values(statistics).every(({ mean, variance }) => fits(mean) && fits(variance))
  )
}
