import * as code from '../../kernels/codes'
import { type EngineBatchNormalization } from '../../network'
import { type LayerPlanner } from './planned-layer'

/** Over the batch while training, with running statistics while measuring; these follow only when an update is made. */
export const batchNormalization: LayerPlanner<EngineBatchNormalization> = (layer, plan) => {
  const { id, sources, units, momentum, epsilon } = layer
  const [source] = sources
  const a = plan.matrix(units)
  plan.place(id, a)
  const x = plan.of(source).a.address
  const [means, inverses, variances] = [plan.rowOfUnits(units), plan.rowOfUnits(units), plan.rowOfUnits(units)]
  const running = plan.runningStatistics(id, units)
  const { scale, shift } = plan.normalization(id)

  plan.training.add('units', code.BATCH_STATISTICS, [x, means, inverses, variances, units], { at: 6, value: epsilon })
  const normalize = [x, a.address, units]
  const real = { at: 10, value: epsilon }
  plan.training.add('rows', code.BATCH_NORMALIZE, [...normalize, means, inverses, 0, scale, shift], real)
  const measured = [...normalize, running.means, 0, running.variances, scale, shift]
  plan.measuring.add('rows', code.BATCH_NORMALIZE, measured, real)

  return {
    backward() {
      const receiver = plan.receiver(source)
      plan.training.add('units', code.BATCH_NORMALIZE_BACK, [
        x,
        plan.gradientOf(id).address,
        receiver?.address ?? 0,
        units,
        means,
        inverses,
        scale,
        plan.gradientAt(scale),
        plan.gradientAt(shift),
        receiver?.sum ?? 0,
      ])
    },
    update() {
      plan.training.add('units', code.RUNNING_STATISTICS, [means, variances, running.means, running.variances, units], {
        at: 6,
        value: momentum,
      })
      plan.updateNormalization(layer)
    },
  }
}
