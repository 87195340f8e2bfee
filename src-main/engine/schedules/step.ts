import { power } from '../elementary'
import { type Schedule, type SettingsOfSchedule } from './schedule'

/** eta_t = eta factor^floor(e / every), e: whole epochs done. PyTorch's StepLR. */
export const step: Schedule<SettingsOfSchedule<'step'>> = {
  id: 'step',
  rate: ({ every, factor }, base, { epoch }) => base * power(factor, Math.floor(epoch / every)),
}
