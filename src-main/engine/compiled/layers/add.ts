import * as code from '../../kernels/codes'
import { type EngineAdd } from '../../network'
import { type LayerPlanner } from './planned-layer'

/** a = the sum of its sources; each receives its gradient as it is. */
export const add: LayerPlanner<EngineAdd> = ({ id, sources, units }, plan) => {
  const a = plan.matrix(units)
  plan.place(id, a)
  sources.forEach((source, index) =>
    plan.add('rows', code.COLUMNS, [plan.of(source).a.address, 0, a.address, 0, units, Number(index > 0)]),
  )
  return {
    backward() {
      for (const source of sources) {
        const receiver = plan.receiver(source)
        if (!receiver) continue
        const gradient = plan.gradientOf(id).address
        plan.training.add('rows', code.COLUMNS, [gradient, 0, receiver.address, 0, units, receiver.sum])
      }
    },
  }
}
