import { type ActivationId } from '@shared/catalog/activations'
import { activationOf } from './activations'
import { lossOf } from './losses'
import { type EngineNetwork, type Parameters } from './network'
import { backward } from './reference/backward'
import { forward } from './reference/forward'
import { cost } from './reference/loss'

export interface LayerTrace {
  readonly id: string
  readonly name: string
  readonly activation: ActivationId
  /** The joined outputs of the sources, [inputs]. */
  readonly x: readonly number[]
  readonly z: readonly number[]
  readonly a: readonly number[]
  /** da/dz per unit; null for softmax. */
  readonly derivative: readonly number[] | null
  readonly delta: readonly number[]
  readonly weights: readonly (readonly number[])[]
  readonly biases: readonly number[]
  readonly weightGradients: readonly (readonly number[])[]
  readonly biasGradients: readonly number[]
}

export interface Trace {
  readonly loss: number
  /** dC/da of the output layer. */
  readonly costGradient: readonly number[]
  readonly layers: readonly LayerTrace[]
}

/** Every number of one forward and backward pass of one sample x: [inputs], y: [outputs]; no penalties. */
export function traceSample(
  network: EngineNetwork,
  parameters: Parameters,
  x: readonly number[],
  y: readonly number[],
): Trace {
  const pass = forward(network, parameters, x)
  const { deltas, gradients } = backward(network, parameters, pass, y)
  return {
    loss: cost(network, pass, y),
    costGradient: lossOf[network.loss].gradient(pass[network.outputLayer].a, y),
    layers: network.layers.map(({ id, name, activation }) => {
      const { x: joined, z, a } = pass[id]
      const { derivative } = activationOf[activation]
      return {
        id,
        name,
        activation,
        x: joined,
        z,
        a,
        derivative: derivative ? z.map((each, unit) => derivative(each, a[unit])) : null,
        delta: deltas[id],
        ...parameters[id],
        weightGradients: gradients[id].weights,
        biasGradients: gradients[id].biases,
      }
    }),
  }
}
