import { type Loss } from './loss'

/**
 * C = 1/n sum_j max(0, 1 - t_j a_j) with t_j = 1 for y_j > 0, else -1; dC/da_j = -t_j / n where t_j a_j < 1, else 0;
 * divisor n, the outputs. Targets may be 0 and 1 or -1 and 1. Cortes and Vapnik, 1995; Keras' Hinge.
 */
export const hinge: Loss = {
  id: 'hinge',
  value: (a, y) => a.reduce((sum, output, unit) => sum + Math.max(0, 1 - side(y[unit]) * output), 0) / a.length,
  gradient: (a, y) => a.map((output, unit) => (side(y[unit]) * output < 1 ? -side(y[unit]) / a.length : 0)),
  fusion: null,
}

function side(target: number): number {
  return target > 0 ? 1 : -1
}
