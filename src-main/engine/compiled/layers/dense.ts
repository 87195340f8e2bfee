import * as code from '../../kernels/codes'
import { type EngineDense } from '../../network'
import { activationKernel } from '../codes'
import { padded, ROW } from '../layout'
import { isFused } from '../output'
import { type LayerPlanner } from './planned-layer'

/** z = W x + b and a = activation(z); back delta and W^T delta; the gradients delta x^T and delta. */
export const dense: LayerPlanner<EngineDense> = (layer, plan) => {
  const { id, sources, units, inputs, activation, bias, mask } = layer
  const [source] = sources
  const { layout } = plan
  const place = plan.parameterPlace(id)
  const kernel = activationKernel[activation]
  const activated = activation !== 'linear' && !isFused(plan.network, id)
  const a = plan.matrix(units)
  // Where the derivative follows from a, a is written over z.
  const z = kernel.keepsZ && activated ? plan.matrix(units) : a
  plan.place(id, a)
  const x = plan.of(source).a
  const weights = plan.parameters + place.weightsAt
  const biases = plan.parameters + place.biasesAt
  const transposed = plan.of(source).gradient ? plan.transposed(place) : 0
  const connections = mask ? plan.connections(place, mask) : 0

  const start = bias === 'none' ? plan.zero : bias === 'shared' ? plan.rowOfUnits(units) : biases
  if (bias === 'shared') plan.add('one', code.SPREAD_BIAS, [biases, start, units])
  const weightPanel = padded(layout, inputs) * ROW
  const startPanel = bias === 'none' ? 0 : ROW
  plan.add('rows', code.PRODUCT, [x.address, weights, weightPanel, z.address, start, startPanel, 0, inputs, units])
  if (activated) plan.add('rows', code.ACTIVATE, [kernel.code, z.address, a.address, units])

  return {
    backward() {
      const delta = plan.gradientOf(id).address
      if (activated) plan.training.add('rows', code.DELTA, [kernel.code, z.address, a.address, delta, delta, units, 0])
      const receiver = plan.receiver(source)
      if (!receiver) return
      const { address, sum } = receiver
      const unitPanel = padded(layout, units) * ROW
      const first = sum ? [address, layout.stride, ROW] : [plan.zero, 0, 0]
      plan.training.add('rows', code.PRODUCT, [delta, transposed, unitPanel, address, ...first, units, inputs])
    },
    update() {
      const delta = plan.gradientOf(id).address
      const frozen = [Number(layer.freezeWeights), Number(layer.freezeBiases)]
      const deferred = Number(plan.deferred)
      plan.training.add('units', code.DENSE_GRADIENT, [
        x.address,
        delta,
        inputs,
        units,
        weights,
        transposed,
        connections,
        frozen[0],
        deferred,
      ])
      const shared = Number(bias === 'shared')
      if (bias !== 'none')
        plan.training.add('units', code.BIAS_GRADIENT, [delta, units, biases, shared, frozen[1], deferred])
    },
  }
}
