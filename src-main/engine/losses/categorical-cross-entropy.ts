import { largestIndex } from '../metrics/largest-index'
import { type Loss } from './loss'

/**
 * C = -sum_j y_j ln a_j, dC/da_j = -y_j / a_j; divisor 1: summed over the outputs.
 *
 * Behind a softmax, ln a_j = z_j - ln sum_k e^(z_k), which stays finite where a_j underflows to 0; and with the
 * softmax's Jacobian the two steps back collapse to delta_k = a_k sum_j y_j - y_k (Bishop, Pattern Recognition and
 * Machine Learning, 4.3.4). PyTorch's CrossEntropyLoss does the same.
 */
export const categoricalCrossEntropy: Loss = {
  id: 'categorical-cross-entropy',
  value: (a, y) => a.reduce((sum, output, unit) => (y[unit] === 0 ? sum : sum - y[unit] * Math.log(output)), 0),
  gradient: (a, y) => a.map((output, unit) => (y[unit] === 0 ? 0 : -y[unit] / output)),
  fusion: {
    activation: 'softmax',
    value(z, y) {
      const largest = z[largestIndex(z)]
      const logSum = largest + Math.log(z.reduce((sum, each) => sum + Math.exp(each - largest), 0))
      return z.reduce((sum, each, unit) => (y[unit] === 0 ? sum : sum + y[unit] * (logSum - each)), 0)
    },
    delta(a, y) {
      const total = y.reduce((sum, target) => sum + target, 0)
      return a.map((output, unit) => output * total - y[unit])
    },
  },
}
