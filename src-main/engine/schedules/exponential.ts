import { power } from '../elementary'
import { type Schedule, type SettingsOfSchedule } from './schedule'

/** eta_t = eta factor^e, e: whole epochs done. PyTorch's ExponentialLR. */
export const exponential: Schedule<SettingsOfSchedule<'exponential'>> = {
  id: 'exponential',
  rate: ({ factor }, base, { epoch }) => base * power(factor, epoch),
}
