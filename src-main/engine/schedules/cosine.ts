import { type Schedule, type SettingsOfSchedule } from './schedule'
import { halfCosine } from './half-cosine'

/**
 * eta_t = lowest + (eta - lowest) (1 + cos(pi e / n)) / 2 for the whole epochs done, e, up to n; then lowest.
 * Loshchilov and Hutter, SGDR, 2017, equation 5 without restarts; PyTorch's CosineAnnealingLR, which rises again after n.
 */
export const cosine: Schedule<SettingsOfSchedule<'cosine'>> = {
  id: 'cosine',
  rate: ({ epochs, lowest }, base, { epoch }) => halfCosine(base, lowest, Math.min(1, epoch / epochs)),
}
