import { type Loss } from './loss'

/**
 * C = 1/n sum_j h(a_j - y_j) with h(d) = d^2 / 2 for |d| <= 1, else |d| - 1/2; dC/da_j = d / n limited to -1/n and 1/n;
 * divisor n, the outputs. Huber, 1964; PyTorch's HuberLoss with its default delta of 1.
 */
export const huber: Loss = {
  id: 'huber',
  value: (a, y) => a.reduce((sum, output, unit) => sum + huberOf(output - y[unit]), 0) / a.length,
  gradient: (a, y) => a.map((output, unit) => Math.max(-1, Math.min(1, output - y[unit])) / a.length),
  fusion: null,
}

function huberOf(difference: number): number {
  const distance = Math.abs(difference)
  return distance <= 1 ? 0.5 * difference * difference : distance - 0.5
}
