import { type EngineAdd } from '../network'
import { type LayerFunctions, noGradients } from './layer'

/** a[unit] = the sum over the sources of their a[unit]; every source gets the whole gradient back. */
export const add: LayerFunctions<EngineAdd> = {
  kind: 'add',
  forward: ({ units, inputs }, { x }) => ({
    outputs: x.map((sample) => {
      const sum = sample.slice(0, units)
      for (let input = units; input < inputs; input++) sum[input % units] += sample[input]
      return sum
    }),
    kept: {},
  }),
  gradients: noGradients,
  sendBack: ({ sources }, _pass, delta) => delta.map((error) => sources.flatMap(() => error)),
}
