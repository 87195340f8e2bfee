import { type Optimizer, type SettingsOfOptimizer } from './optimizer'

/**
 * Every parameter has a step size of its own, at first the learning rate: it grows where the gradient's sign stayed and
 * shrinks where it changed; there the gradient counts as 0, so that nothing moves and the next comparison is skipped.
 * theta <- theta - sign(g) stepSize. A schedule, which changes the rate later, has no effect.
 * Riedmiller and Braun, 1993, in the form of PyTorch's Rprop (iRprop- of Igel and Huesken, 2000).
 *
 * Factors: shrink, grow, smallest, largest.
 */
export const rprop: Optimizer<SettingsOfOptimizer<'rprop'>> = {
  id: 'rprop',
  slots: ['previousGradient', 'stepSize'],
  memory: [],
  changesByStep: false,
  initialSlots: ({ learningRate }) => [0, learningRate],
  factors: ({ shrink, grow, smallest, largest }) => [shrink, grow, smallest, largest],
  update({ parameters, gradients, slots: [previousGradient, stepSize], factors: [shrink, grow, smallest, largest] }) {
    for (let i = 0; i < parameters.length; i++) {
      const agreement = gradients[i] * previousGradient[i]
      const factor = agreement > 0 ? grow : agreement < 0 ? shrink : 1
      const gradient = agreement < 0 ? 0 : gradients[i]
      stepSize[i] = Math.min(largest, Math.max(smallest, stepSize[i] * factor))
      parameters[i] -= Math.sign(gradient) * stepSize[i]
      previousGradient[i] = gradient
    }
  },
}
