import { type TrainingSettings } from '@shared/document/schema'

/** What early stopping remembers; plain data for checkpoints. */
export interface StoppingState {
  /** The lowest loss that counted as progress; null before the first epoch. */
  readonly best: number | null
  /** Epochs since then. */
  readonly wait: number
}

export function freshStopping(): StoppingState {
  return { best: null, wait: 0 }
}

type StoppingSettings = Pick<NonNullable<TrainingSettings['earlyStopping']>, 'patience' | 'minimumDelta'>

/**
 * The state after an epoch that ended with `loss` (of the validation part where there is one), and whether to stop:
 * Keras' EarlyStopping with mode min and no baseline. An epoch is progress when loss + minimumDelta < best; the run stops
 * after `patience` epochs in a row without progress, never after the first. The run's `best` weights are restored by the
 * trainer.
 */
export function stoppingAfterEpoch(
  state: StoppingState,
  { patience, minimumDelta }: StoppingSettings,
  loss: number,
): { readonly state: StoppingState; readonly stop: boolean } {
  if (state.best === null || loss + minimumDelta < state.best) return { state: { best: loss, wait: 0 }, stop: false }
  const wait = state.wait + 1
  return { state: { best: state.best, wait }, stop: wait >= patience }
}
