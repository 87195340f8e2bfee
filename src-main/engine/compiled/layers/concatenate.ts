import * as code from '../../kernels/codes'
import { type EngineConcatenate } from '../../network'
import { type LayerPlanner } from './planned-layer'

/** a = its sources side by side; each receives its part of the gradient. */
export const concatenate: LayerPlanner<EngineConcatenate> = ({ id, sources, units }, plan) => {
  const a = plan.matrix(units)
  plan.place(id, a)
  let next = 0
  const parts = sources.map((source) => {
    const { a: x } = plan.of(source)
    const start = next
    next += x.width
    plan.add('rows', code.COLUMNS, [x.address, 0, a.address, start, x.width, 0])
    return { source, start, width: x.width }
  })
  return {
    backward() {
      for (const { source, start, width } of parts) {
        const receiver = plan.receiver(source)
        if (!receiver) continue
        const gradient = plan.gradientOf(id).address
        plan.training.add('rows', code.COLUMNS, [gradient, start, receiver.address, 0, width, receiver.sum])
      }
    },
  }
}
