import { type ActivationId } from '@shared/catalog/activations'
import { type LossId } from '@shared/catalog/losses'
import { activationIdOf } from '../layers'
import { type EngineNetwork } from '../network'
import { type Targets } from './backward'
import { type ForwardPass } from './forward'

/**
 * Where functions have a corner, or a bend whose second derivative jumps. A difference quotient across such a place is
 * no derivative, so the gradient check must know when it steps over one.
 */
const activationKinks: Record<ActivationId, readonly number[]> = {
  linear: [],
  sigmoid: [],
  tanh: [],
  relu: [0],
  'leaky-relu': [0],
  elu: [0],
  selu: [0],
  gelu: [],
  softplus: [],
  softsign: [0],
  silu: [],
  'hard-sigmoid': [-3, 3],
  softmax: [],
}

/** The piece of a loss that an output a with target y is on. */
const lossPiece: Record<LossId, ((a: number, y: number) => number) | null> = {
  'half-squared-error': null,
  'mean-squared-error': null,
  'mean-absolute-error': (a, y) => Math.sign(a - y),
  huber: (a, y) => (Math.abs(a - y) > 1 ? Math.sign(a - y) : 0),
  'binary-cross-entropy': null,
  'categorical-cross-entropy': null,
  hinge: (a, y) => ((y > 0 ? a : -a) < 1 ? 1 : 0),
}

/** Which piece of every bent function a pass is on, as text: equal for two passes that lie on the same pieces. */
export function piecesOf(network: EngineNetwork, pass: ForwardPass, { y }: Targets): string {
  const pieces: number[] = []
  for (const layer of network.layers) {
    const activation = activationIdOf(layer)
    const kinks = activation === null ? [] : activationKinks[activation]
    if (kinks.length > 0)
      for (const row of pass[layer.id].z ?? [])
        for (const z of row) pieces.push(kinks.filter((kink) => z > kink).length)
  }
  const piece = lossPiece[network.loss]
  if (piece)
    pass[network.outputLayer].a.forEach((row, sample) =>
      row.forEach((a, unit) => pieces.push(piece(a, y[sample][unit]))),
    )
  return pieces.join()
}
