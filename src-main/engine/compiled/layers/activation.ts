import * as code from '../../kernels/codes'
import { type EngineActivation } from '../../network'
import { activationKernel } from '../codes'
import { isFused } from '../output'
import { type LayerPlanner } from './planned-layer'

/** a = activation(x), where x is its source's a: both are kept, so that any derivative can be had. */
export const activation: LayerPlanner<EngineActivation> = ({ id, sources, units, activation: name }, plan) => {
  const [source] = sources
  const a = plan.matrix(units)
  plan.place(id, a)
  const x = plan.of(source).a.address
  // Fused with the loss, the loss makes a out of a copy of x, and delta.
  const kernel = isFused(plan.network, id) ? code.LINEAR : activationKernel[name].code
  plan.add('rows', code.ACTIVATE, [kernel, x, a.address, units])
  return {
    backward() {
      const receiver = plan.receiver(source)
      if (!receiver) return
      const gradient = plan.gradientOf(id).address
      const { address, sum } = receiver
      plan.training.add('rows', code.DELTA, [kernel, x, a.address, gradient, address, units, sum])
    },
  }
}
