import { type Schedule, type SettingsOfSchedule } from './schedule'

/** eta_t = eta. */
export const constant: Schedule<SettingsOfSchedule<'constant'>> = {
  id: 'constant',
  rate: (_settings, base) => base,
}
