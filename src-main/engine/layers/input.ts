import { type EngineInput } from '../network'
import { type LayerFunctions, noGradients } from './layer'

/** a = x: the features from `start` on, as many as the layer has units. Nothing is sent back to the data. */
export const input: LayerFunctions<EngineInput> = {
  kind: 'input',
  forward: ({ start, units }, { x }) => ({ outputs: x.map((row) => row.slice(start, start + units)), kept: {} }),
  gradients: noGradients,
  sendBack: (_layer, _pass, delta) => delta,
}
