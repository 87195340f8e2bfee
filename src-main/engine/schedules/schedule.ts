import { type ScheduleId, type ScheduleSettings } from '@shared/catalog/schedules'

/** How far a run is when it asks for the learning rate of its next update. */
export interface Progress {
  /** Whole epochs done. */
  readonly epoch: number
  /** Updates done. */
  readonly step: number
  readonly stepsPerEpoch: number
  /** What the plateaus so far have multiplied the rate by, 1 at the start (callbacks/reduce-on-plateau). */
  readonly reduction: number
}

export interface Schedule<Settings extends ScheduleSettings> {
  readonly id: Settings['id']
  /** The learning rate of the next update; base: the optimizer's rate. */
  rate(settings: Settings, base: number, at: Progress): number
}

/** The settings of one schedule. */
export type SettingsOfSchedule<Id extends ScheduleId> = Extract<ScheduleSettings, { id: Id }>
