/** x -> (x - mean) / deviation; the identity where deviation is 1 and mean 0. */
export interface Scaling {
  readonly mean: number
  readonly deviation: number
}

export const unscaled: Scaling = { mean: 0, deviation: 1 }

/**
 * Fits standardisation to one column: mean and population standard deviation (as scikit-learn's StandardScaler).
 * A constant column is only centred; one that differs by no more than the rounding of its mean counts as constant (the
 * bound is StandardScaler's), else what is rounding would be scaled up to 1.
 */
export function fitScaling(values: readonly number[]): Scaling {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  const rounding = values.length * Number.EPSILON * variance + (values.length * mean * Number.EPSILON) ** 2
  return { mean, deviation: variance > rounding ? Math.sqrt(variance) : 1 }
}

export const scale = (value: number, { mean, deviation }: Scaling): number => (value - mean) / deviation
export const unscale = (value: number, { mean, deviation }: Scaling): number => value * deviation + mean
