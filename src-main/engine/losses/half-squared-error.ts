import { type Loss } from './loss'

/** C = 1/2 sum_j (a_j - y_j)^2, dC/da_j = a_j - y_j; divisor 1: summed over the outputs, the cost of the lecture note. */
export const halfSquaredError: Loss = {
  id: 'half-squared-error',
  value: (a, y) => a.reduce((sum, output, unit) => sum + 0.5 * (output - y[unit]) ** 2, 0),
  gradient: (a, y) => a.map((output, unit) => output - y[unit]),
  fusion: null,
}
