import { type OptimizerSettings } from '@shared/document/schema'
import { type Optimizer } from './optimizer'

/**
 * v <- momentum v + g, theta <- theta - learningRate v: PyTorch's SGD (the velocity is not scaled by the rate, so a
 * change of the rate acts at once). With momentum 0: theta <- theta - learningRate g.
 */
export const sgd: Optimizer<Extract<OptimizerSettings, { id: 'sgd' }>> = {
  id: 'sgd',
  slots: ['velocity'],
  update({ parameters, gradients, slots: [velocity] }, { learningRate, momentum }) {
    for (let i = 0; i < parameters.length; i++) {
      velocity[i] = momentum * velocity[i] + gradients[i]
      parameters[i] -= learningRate * velocity[i]
    }
  },
}
