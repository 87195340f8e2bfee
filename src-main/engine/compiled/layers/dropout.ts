import * as code from '../../kernels/codes'
import { type EngineDropout } from '../../network'
import { type LayerPlanner } from './planned-layer'

/** a = x times a mask that one thread draws, so that the numbers don't depend on how many there are; measuring copies x. */
export const dropout: LayerPlanner<EngineDropout> = ({ id, sources, units, rate }, plan) => {
  const [source] = sources
  const a = plan.matrix(units).address
  plan.place(id, { address: a, width: units })
  const mask = plan.matrix(units).address
  const x = plan.of(source).a.address
  plan.training.add('one', code.DROPOUT_MASK, [mask, units], { at: 4, value: rate })
  plan.training.add('rows', code.MULTIPLY, [x, mask, a, units, 0])
  plan.measuring.add('rows', code.COLUMNS, [x, 0, a, 0, units, 0])
  return {
    backward() {
      const receiver = plan.receiver(source)
      if (!receiver) return
      const gradient = plan.gradientOf(id).address
      plan.training.add('rows', code.MULTIPLY, [gradient, mask, receiver.address, units, receiver.sum])
    },
  }
}
