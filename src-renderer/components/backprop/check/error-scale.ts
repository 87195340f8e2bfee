/** Errors are shown by their power of ten, from here to there. */
export const LEAST_POWER = -12
export const MOST_POWER = -3

/** How strongly an error is shown, from 0 (up to 1e-12) to 1 (from 1e-3 on). */
export function errorShare(error: number): number {
  if (!(error > 0)) return 0
  const share = (Math.log10(error) - LEAST_POWER) / (MOST_POWER - LEAST_POWER)
  return Math.min(1, Math.max(0, share))
}

/** Below this, backpropagation and central differences are taken to agree. */
export const AGREEMENT = 1e-6
