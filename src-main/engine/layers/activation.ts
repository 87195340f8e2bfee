import { type EngineActivation } from '../network'
import { type LayerFunctions, noGradients } from './layer'

/** z = x; the activation is applied to it as in a dense layer. */
export const activation: LayerFunctions<EngineActivation> = {
  kind: 'activation',
  forward: (_layer, { x }) => ({ outputs: x, kept: {} }),
  gradients: noGradients,
  sendBack: (_layer, _pass, delta) => delta,
}
