import * as code from '../../kernels/codes'
import { type EngineLayerNormalization } from '../../network'
import { type LayerPlanner } from './planned-layer'

/** Every sample over its units, while training and while measuring. */
export const layerNormalization: LayerPlanner<EngineLayerNormalization> = (layer, plan) => {
  const { id, sources, units, epsilon } = layer
  const [source] = sources
  const a = plan.matrix(units)
  plan.place(id, a)
  const x = plan.of(source).a.address
  const statistics = plan.bytes(2 * plan.layout.size * plan.layout.capacity)
  const { scale, shift } = plan.normalization(id)
  const operands = [x, a.address, units, statistics, scale, shift]
  const real = { at: 8, value: epsilon }
  plan.training.add('rows', code.LAYER_NORMALIZE, operands, real)
  plan.measuring.add('rows', code.LAYER_NORMALIZE, operands, real)
  return {
    backward() {
      const receiver = plan.receiver(source)
      if (!receiver) return
      const gradient = plan.gradientOf(id).address
      plan.training.add('rows', code.LAYER_NORMALIZE_BACK, [
        x,
        gradient,
        receiver.address,
        units,
        statistics,
        scale,
        receiver.sum,
      ])
    },
    update() {
      plan.training.add('units', code.SCALE_GRADIENT, [
        x,
        plan.gradientOf(id).address,
        units,
        statistics,
        plan.gradientAt(scale),
        plan.gradientAt(shift),
      ])
      plan.updateNormalization(layer)
    },
  }
}
