/** Errors are shown by their power of ten, from here to there. */
export const LEAST_POWER = -12
export const MOST_POWER = -3

/** Below this, backpropagation and central differences are taken to agree. */
export const AGREEMENT = 1e-6
const AGREEMENT_POWER = Math.log10(AGREEMENT)

/** How strongly errors are shown: those that agree stay pale, and the others begin well above them. */
const PALE = 0.2
const STRONG = 0.5

/** How strongly an error is shown, from 0 (up to 1e-12) to 1 (from 1e-3 on). */
export function errorShare(error: number): number {
  if (!(error > 0)) return 0
  const power = Math.log10(error)
  if (error < AGREEMENT) return PALE * partOf(power, LEAST_POWER, AGREEMENT_POWER)
  return STRONG + (1 - STRONG) * partOf(power, AGREEMENT_POWER, MOST_POWER)
}

const partOf = (power: number, from: number, to: number): number =>
  Math.min(1, Math.max(0, (power - from) / (to - from)))
