import { largestIndex } from '../metrics/largest-index'
import { type Activation } from './activation'

/**
 * a_j = e^(z_j) / sum_k e^(z_k), computed after subtracting max z, which changes no a and keeps e^z in range.
 * The Jacobian is da_j/dz_k = a_j ([j = k] - a_k), so delta_k = a_k (g_k - sum_j g_j a_j).
 */
export const softmax: Activation = {
  id: 'softmax',
  value(z) {
    const largest = z[largestIndex(z)]
    const powers = z.map((each) => Math.exp(each - largest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  },
  backward(_z, a, gradient) {
    const mean = gradient.reduce((total, slope, unit) => total + slope * a[unit], 0)
    return a.map((share, unit) => share * (gradient[unit] - mean))
  },
  derivative: null,
}
