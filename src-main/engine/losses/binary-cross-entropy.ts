import { softplusOf } from '../activations/softplus'
import { type Loss } from './loss'

/**
 * C = -1/n sum_j (y_j ln a_j + (1 - y_j) ln(1 - a_j)), dC/da_j = ((1 - y_j) / (1 - a_j) - y_j / a_j) / n; divisor n, the
 * outputs. Every output is a yes or no of its own.
 *
 * Behind a sigmoid, -ln a = softplus(-z) and -ln(1 - a) = softplus(z), so that C = 1/n sum_j (softplus(z_j) - y_j z_j),
 * which stays finite where a rounds to 0 or 1; and with the slope a (1 - a) the two steps back collapse to
 * delta_j = (a_j - y_j) / n (Bishop, Pattern Recognition and Machine Learning, 4.3.2). PyTorch's BCEWithLogitsLoss.
 */
export const binaryCrossEntropy: Loss = {
  id: 'binary-cross-entropy',
  value: (a, y) =>
    a.reduce(
      (sum, output, unit) => sum - times(y[unit], Math.log(output)) - times(1 - y[unit], Math.log1p(-output)),
      0,
    ) / a.length,
  gradient: (a, y) =>
    a.map((output, unit) => (times(1 - y[unit], 1 / (1 - output)) - times(y[unit], 1 / output)) / a.length),
  fusion: {
    activation: 'sigmoid',
    value: (z, y) => z.reduce((sum, each, unit) => sum + crossEntropy(each, y[unit]), 0) / z.length,
    delta: (a, y) => a.map((output, unit) => (output - y[unit]) / a.length),
  },
}

/** What does not happen costs nothing, even where its logarithm is infinite. */
function times(share: number, value: number): number {
  return share === 0 ? 0 : share * value
}

/** y softplus(-z) + (1 - y) softplus(z): of large z, one of the two is 0, where softplus(z) - y z would cancel. */
function crossEntropy(z: number, y: number): number {
  return times(y, softplusOf(-z)) + times(1 - y, softplusOf(z))
}
