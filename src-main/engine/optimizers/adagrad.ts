import { type Optimizer, type SettingsOfOptimizer } from './optimizer'

/**
 * s <- s + g^2, theta <- theta - rate g / (sqrt(s) + epsilon): PyTorch's Adagrad with its defaults.
 * Duchi, Hazan and Singer, 2011.
 *
 * Factors: rate, epsilon.
 */
export const adagrad: Optimizer<SettingsOfOptimizer<'adagrad'>> = {
  id: 'adagrad',
  slots: ['sumOfSquares'],
  memory: [],
  changesByStep: false,
  factors: ({ epsilon }, { rate }) => [rate, epsilon],
  update({ parameters, gradients, slots: [sumOfSquares], factors: [rate, epsilon] }) {
    for (let i = 0; i < parameters.length; i++) {
      const gradient = gradients[i]
      sumOfSquares[i] += gradient * gradient
      parameters[i] -= (rate * gradient) / (Math.sqrt(sumOfSquares[i]) + epsilon)
    }
  },
}
