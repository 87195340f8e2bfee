import { type Loss } from './loss'

/** C = 1/n sum_j (a_j - y_j)^2, dC/da_j = 2/n (a_j - y_j); divisor n, the outputs. PyTorch's MSELoss. */
export const meanSquaredError: Loss = {
  id: 'mean-squared-error',
  value: (a, y) => a.reduce((sum, output, unit) => sum + (output - y[unit]) ** 2, 0) / a.length,
  gradient: (a, y) => a.map((output, unit) => (2 / a.length) * (output - y[unit])),
  fusion: null,
}
