import { type EngineConcatenate } from '../network'
import { type LayerFunctions, noGradients } from './layer'

/** The outputs of the sources side by side, as every layer receives them. */
export const concatenate: LayerFunctions<EngineConcatenate> = {
  kind: 'concatenate',
  forward: (_layer, { x }) => ({ outputs: x, kept: {} }),
  gradients: noGradients,
  sendBack: (_layer, _pass, delta) => delta,
}
