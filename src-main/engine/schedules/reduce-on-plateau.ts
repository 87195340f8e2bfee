import { type Schedule, type SettingsOfSchedule } from './schedule'

/**
 * The base rate times what the plateaus so far have multiplied it by, never reduced below `lowest`; a base rate that is
 * lower from the start stays as it is. When to reduce: callbacks/reduce-on-plateau. Keras' ReduceLROnPlateau.
 */
export const reduceOnPlateau: Schedule<SettingsOfSchedule<'reduce-on-plateau'>> = {
  id: 'reduce-on-plateau',
  rate: ({ lowest }, base, { reduction }) => Math.min(base, Math.max(lowest, base * reduction)),
}
