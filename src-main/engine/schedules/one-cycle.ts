import { type Schedule, type SettingsOfSchedule } from './schedule'
import { halfCosine } from './half-cosine'

/** The rate begins at this part of its peak ... */
const START_DIVISOR = 25
/** ... and ends at this part of where it began. */
const END_DIVISOR = 1e4

/**
 * With T = epochs stepsPerEpoch updates in the cycle, the rate rises from eta / 25 at update 0 to eta at update
 * rise T - 1 and falls to eta / 250,000 at update T - 1, both along half a cosine; there it stays.
 * Smith and Topin, Super-Convergence, 2018; PyTorch's OneCycleLR with its defaults, without cycling the momentum.
 */
export const oneCycle: Schedule<SettingsOfSchedule<'one-cycle'>> = {
  id: 'one-cycle',
  rate({ epochs, rise }, base, { step, stepsPerEpoch }) {
    const start = base / START_DIVISOR
    const end = start / END_DIVISOR
    const last = epochs * stepsPerEpoch - 1
    const peak = rise * (last + 1) - 1
    const place = Math.min(step, last)
    if (place <= peak) return peak > 0 ? halfCosine(start, base, place / peak) : base
    return halfCosine(base, end, (place - peak) / (last - peak))
  },
}
