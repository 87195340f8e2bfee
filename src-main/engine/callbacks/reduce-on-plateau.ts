import { type ScheduleSettings } from '@shared/catalog/schedules'

/** What a plateau's watch remembers; plain data for checkpoints. */
export interface PlateauState {
  /** The lowest loss that counted as progress; null before the first epoch. */
  readonly best: number | null
  /** Epochs since then, or since the last reduction. */
  readonly wait: number
  /** Epochs left in which none is counted. */
  readonly cooldown: number
  /** What the reductions so far have multiplied the rate by. */
  readonly reduction: number
}

export function freshPlateau(): PlateauState {
  return { best: null, wait: 0, cooldown: 0, reduction: 1 }
}

type PlateauSettings = Extract<ScheduleSettings, { id: 'reduce-on-plateau' }>

/**
 * The state after an epoch that ended with `loss` (of the validation part where there is one): Keras' ReduceLROnPlateau
 * with mode min. An epoch is progress when loss < best - minimumDelta; after `patience` epochs without progress the rate
 * is multiplied by `factor`, and the next `cooldown` epochs are not counted. Progress is noted in a cooldown too.
 *
 * Keras does nothing once the rate has reached its lowest; here the reduction goes on and the schedule holds the rate
 * there, which gives the same rates.
 */
export function plateauAfterEpoch(
  state: PlateauState,
  { factor, patience, minimumDelta, cooldown }: PlateauSettings,
  loss: number,
): PlateauState {
  const cooling = Math.max(0, state.cooldown - 1)
  const wait = state.cooldown > 0 ? 0 : state.wait
  if (state.best === null || loss < state.best - minimumDelta)
    return { ...state, best: loss, wait: 0, cooldown: cooling }
  if (cooling > 0) return { ...state, wait, cooldown: cooling }
  if (wait + 1 < patience) return { ...state, wait: wait + 1, cooldown: 0 }
  return { best: state.best, wait: 0, cooldown, reduction: state.reduction * factor }
}
