import { type Optimizer, type SettingsOfOptimizer } from './optimizer'

/**
 * s <- rho s + (1 - rho) g^2, v <- momentum v + g / (sqrt(s) + epsilon), theta <- theta - rate v: PyTorch's RMSprop
 * (not centred). Tieleman and Hinton, 2012, lecture 6.5; the momentum as in Graves, 2013.
 *
 * Factors: rate, rho, 1 - rho, epsilon, momentum.
 */
export const rmsprop: Optimizer<SettingsOfOptimizer<'rmsprop'>> = {
  id: 'rmsprop',
  slots: ['meanSquare', 'velocity'],
  memory: [],
  changesByStep: false,
  factors: ({ rho, epsilon, momentum }, { rate }) => [rate, rho, 1 - rho, epsilon, momentum],
  update({ parameters, gradients, slots: [meanSquare, velocity], factors: [rate, kept, entering, epsilon, momentum] }) {
    for (let i = 0; i < parameters.length; i++) {
      const gradient = gradients[i]
      meanSquare[i] = kept * meanSquare[i] + entering * gradient * gradient
      velocity[i] = momentum * velocity[i] + gradient / (Math.sqrt(meanSquare[i]) + epsilon)
      parameters[i] -= rate * velocity[i]
    }
  },
}
