import { type Optimizer, type SettingsOfOptimizer } from './optimizer'

/**
 * v <- momentum v + g, theta <- theta - rate v: PyTorch's SGD (the velocity is not scaled by the rate, so a change of
 * the rate acts at once). With momentum 0: theta <- theta - rate g. Nesterov: theta <- theta - rate (g + momentum v),
 * with v after its update. Polyak, 1964; Sutskever, Martens, Dahl and Hinton, 2013.
 *
 * Factors: rate, momentum, nesterov (1 or 0).
 */
export const sgd: Optimizer<SettingsOfOptimizer<'sgd'>> = {
  id: 'sgd',
  slots: ['velocity'],
  memory: [],
  changesByStep: false,
  factors: ({ momentum, nesterov }, { rate }) => [rate, momentum, nesterov ? 1 : 0],
  update({ parameters, gradients, slots: [velocity], factors: [rate, momentum, nesterov] }) {
    for (let i = 0; i < parameters.length; i++) {
      velocity[i] = momentum * velocity[i] + gradients[i]
      const direction = nesterov === 1 ? gradients[i] + momentum * velocity[i] : velocity[i]
      parameters[i] -= rate * direction
    }
  },
}
