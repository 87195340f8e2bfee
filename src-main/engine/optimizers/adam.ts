import { type OptimizerSettings } from '@shared/document/schema'
import { type Optimizer } from './optimizer'

/**
 * m <- beta1 m + (1 - beta1) g, v <- beta2 v + (1 - beta2) g^2,
 * theta <- theta - learningRate / (1 - beta1^t) m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon).
 * Kingma and Ba, 2015, algorithm 1; epsilon stands where PyTorch puts it.
 */
export const adam: Optimizer<Extract<OptimizerSettings, { id: 'adam' }>> = {
  id: 'adam',
  slots: ['mean', 'variance'],
  update({ parameters, gradients, slots: [mean, variance], step }, { learningRate, beta1, beta2, epsilon }) {
    const rate = learningRate / (1 - beta1 ** step)
    const correction = Math.sqrt(1 - beta2 ** step)
    for (let i = 0; i < parameters.length; i++) {
      const gradient = gradients[i]
      mean[i] += (gradient - mean[i]) * (1 - beta1)
      variance[i] = beta2 * variance[i] + (1 - beta2) * gradient * gradient
      parameters[i] -= (rate * mean[i]) / (Math.sqrt(variance[i]) / correction + epsilon)
    }
  },
}
