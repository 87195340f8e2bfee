import { exp, log, power } from '../elementary'
import { type Optimizer, type SettingsOfOptimizer } from './optimizer'

/** The momentum of step t tends to beta1 as this number to the power of t momentumDecay tends to 0. */
const WARM_UP = log(0.96)

const momentumAt = (step: number, beta1: number, momentumDecay: number): number =>
  beta1 * (1 - 0.5 * exp(WARM_UP * step * momentumDecay))

/**
 * m and v as Adam, mu_t = beta1 (1 - 0.96^(t momentumDecay) / 2), P_t = product of mu_1 ... mu_t,
 * theta <- theta - rate (mu_(t+1) m / (1 - P_(t+1)) + (1 - mu_t) g / (1 - P_t)) / (sqrt(v) / sqrt(1 - beta2^t) + epsilon).
 * Dozat, 2016, algorithm 8, as PyTorch's NAdam has it. Memory: P_t.
 *
 * Factors: rate mu_(t+1) / (1 - P_(t+1)), rate (1 - mu_t) / (1 - P_t), 1 / sqrt(1 - beta2^t), 1 - beta1, beta2, 1 - beta2,
 * epsilon.
 */
export const nadam: Optimizer<SettingsOfOptimizer<'nadam'>> = {
  id: 'nadam',
  slots: ['mean', 'variance'],
  memory: [1],
  changesByStep: true,
  factors({ beta1, beta2, epsilon, momentumDecay }, { step, rate, memory }) {
    const momentum = momentumAt(step, beta1, momentumDecay)
    const nextMomentum = momentumAt(step + 1, beta1, momentumDecay)
    const product = memory[0] * momentum
    memory[0] = product
    return [
      (rate * nextMomentum) / (1 - product * nextMomentum),
      (rate * (1 - momentum)) / (1 - product),
      1 / Math.sqrt(1 - power(beta2, step)),
      1 - beta1,
      beta2,
      1 - beta2,
      epsilon,
    ]
  },
  update({
    parameters,
    gradients,
    slots: [mean, variance],
    factors: [meanRate, gradientRate, correction, meanEntering, varianceKept, varianceEntering, epsilon],
  }) {
    for (let i = 0; i < parameters.length; i++) {
      const gradient = gradients[i]
      mean[i] += meanEntering * (gradient - mean[i])
      variance[i] = varianceKept * variance[i] + varianceEntering * gradient * gradient
      const direction = meanRate * mean[i] + gradientRate * gradient
      parameters[i] -= direction / (Math.sqrt(variance[i]) * correction + epsilon)
    }
  },
}
