import { type ScheduleId, type ScheduleSettings } from '@shared/catalog/schedules'
import { constant } from './constant'
import { cosine } from './cosine'
import { exponential } from './exponential'
import { oneCycle } from './one-cycle'
import { reduceOnPlateau } from './reduce-on-plateau'
import { type Progress, type Schedule, type SettingsOfSchedule } from './schedule'
import { step } from './step'
import { warmUp } from './warm-up'

export type { Progress } from './schedule'

type Registry = { readonly [Id in ScheduleId]: Schedule<SettingsOfSchedule<Id>> }

export const scheduleOf: Registry = {
  constant,
  step,
  exponential,
  cosine,
  'one-cycle': oneCycle,
  'warm-up': warmUp,
  'reduce-on-plateau': reduceOnPlateau,
}

/** The learning rate of the next update; base: the optimizer's rate. */
export function rateAt(settings: ScheduleSettings, base: number, at: Progress): number {
  // The registry's type pairs every id with its own settings, so a schedule only ever sees settings of its kind.
  const schedule: Schedule<ScheduleSettings> = scheduleOf[settings.id]
  return schedule.rate(settings, base, at)
}
