import { power } from '../elementary'
import { type FactorsRequest, type Optimizer, type SettingsOfOptimizer, type Update } from './optimizer'

/**
 * m <- m + (1 - beta1) (g - m), v <- beta2 v + (1 - beta2) g^2,
 * theta <- theta - rate / (1 - beta1^t) m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon).
 * Kingma and Ba, 2015, algorithm 1; epsilon stands where PyTorch puts it.
 *
 * Factors: rate / (1 - beta1^t), 1 / sqrt(1 - beta2^t) (multiplying is quicker than dividing), 1 - beta1, beta2, 1 - beta2,
 * epsilon.
 */
export const adam: Optimizer<SettingsOfOptimizer<'adam'>> = {
  id: 'adam',
  slots: ['mean', 'variance'],
  memory: [],
  changesByStep: true,
  factors: adamFactors,
  update: adamUpdate,
}

/** Shared with AdamW, which is the same after its decay. */
export function adamFactors(
  { beta1, beta2, epsilon }: Pick<SettingsOfOptimizer<'adam'>, 'beta1' | 'beta2' | 'epsilon'>,
  { step, rate }: FactorsRequest,
): number[] {
  const corrected = rate / (1 - power(beta1, step))
  const correction = 1 / Math.sqrt(1 - power(beta2, step))
  return [corrected, correction, 1 - beta1, beta2, 1 - beta2, epsilon]
}

export function adamUpdate({
  parameters,
  gradients,
  slots: [mean, variance],
  factors: [rate, correction, meanEntering, varianceKept, varianceEntering, epsilon],
}: Update): void {
  for (let i = 0; i < parameters.length; i++) {
    const gradient = gradients[i]
    mean[i] += meanEntering * (gradient - mean[i])
    variance[i] = varianceKept * variance[i] + varianceEntering * gradient * gradient
    parameters[i] -= (rate * mean[i]) / (Math.sqrt(variance[i]) * correction + epsilon)
  }
}
