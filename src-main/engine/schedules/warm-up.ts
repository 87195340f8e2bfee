import { type Schedule, type SettingsOfSchedule } from './schedule'

/**
 * eta_t = eta (start + (1 - start) min(1, s / steps)), s: updates done. PyTorch's LinearLR, stepped after every update.
 * Goyal et al., Accurate, Large Minibatch SGD, 2017, section 2.2.
 */
export const warmUp: Schedule<SettingsOfSchedule<'warm-up'>> = {
  id: 'warm-up',
  rate: ({ steps, start }, base, { step }) => base * (start + (1 - start) * Math.min(1, step / steps)),
}
