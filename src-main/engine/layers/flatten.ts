import { type EngineFlatten } from '../network'
import { type LayerFunctions, noGradients } from './layer'

/** The same numbers in the same order, row by row of the image, channels last: only their shape changes. */
export const flatten: LayerFunctions<EngineFlatten> = {
  kind: 'flatten',
  forward: (_layer, { x }) => ({ outputs: x, kept: {} }),
  gradients: noGradients,
  sendBack: (_layer, _pass, delta) => delta,
}
