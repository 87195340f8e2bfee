import { type Loss } from './loss'

/** C = 1/n sum_j |a_j - y_j|, dC/da_j = sign(a_j - y_j) / n, 0 where a_j = y_j; divisor n, the outputs. PyTorch's L1Loss. */
export const meanAbsoluteError: Loss = {
  id: 'mean-absolute-error',
  value: (a, y) => a.reduce((sum, output, unit) => sum + Math.abs(output - y[unit]), 0) / a.length,
  gradient: (a, y) => a.map((output, unit) => Math.sign(output - y[unit]) / a.length),
  fusion: null,
}
