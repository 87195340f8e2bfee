import { type ActivationId } from '@shared/catalog/activations'
import { activationOf } from './activations'
import { activationIdOf } from './layers'
import { lossOf } from './losses'
import { type EngineLayer, type EngineNetwork } from './network'
import { backward } from './reference/backward'
import { forward, type ForwardPass, type Model } from './reference/forward'
import { lossesOf } from './reference/loss'

export interface LayerTrace {
  readonly id: string
  readonly name: string
  /** null in a layer without z. */
  readonly activation: ActivationId | null
  /** The joined outputs of the sources, [inputs]; empty for an input layer. */
  readonly x: readonly number[]
  /** Weighted inputs, [units]; null in a layer without an activation. */
  readonly z: readonly number[] | null
  readonly a: readonly number[]
  /** da/dz per unit; null for softmax, and without z. */
  readonly derivative: readonly number[] | null
  /** dC/dz, [units]; null without z. */
  readonly delta: readonly number[] | null
  /** Parameters and their gradients; null in a layer that has none. */
  readonly weights: readonly (readonly number[])[] | null
  readonly biases: readonly number[] | null
  readonly weightGradients: readonly (readonly number[])[] | null
  readonly biasGradients: readonly number[] | null
}

export interface Trace {
  readonly loss: number
  /** dC/da of the output layer. */
  readonly costGradient: readonly number[]
  /** In the order of the computation, input layers included. */
  readonly layers: readonly LayerTrace[]
}

/**
 * Every number of one forward and backward pass of one sample x: [features], y: [outputs], in evaluation mode: dropout is
 * off and batch normalization uses its running statistics. No penalties, and the sample counts once whatever its weight.
 */
export function traceSample(network: EngineNetwork, model: Model, x: readonly number[], y: readonly number[]): Trace {
  const pass = forward(network, model, [x], { kind: 'evaluation' })
  const { deltas, gradients } = backward(network, model.parameters, pass, { y: [y], weights: null })
  const costGradient = lossOf[network.loss].gradient(pass[network.outputLayer].a[0], y)
  return {
    loss: lossesOf(network, pass, [y])[0],
    costGradient,
    layers: network.layers.map((layer): LayerTrace => {
      const { id, name } = layer
      const own = Object.hasOwn(model.parameters, id) ? model.parameters[id] : null
      const back = Object.hasOwn(gradients, id) ? gradients[id] : null
      return {
        id,
        name,
        ...activationTrace(layer, pass),
        delta: pass[id].z && deltas[id][0],
        weights: own && own.weights,
        biases: own && own.biases,
        weightGradients: back && back.weights,
        biasGradients: back && back.biases,
      }
    }),
  }
}

function activationTrace(
  layer: EngineLayer,
  pass: ForwardPass,
): Pick<LayerTrace, 'activation' | 'x' | 'z' | 'a' | 'derivative'> {
  const { x, z, a } = pass[layer.id]
  const [outputs] = a
  const activation = activationIdOf(layer)
  const entered = layer.kind === 'input' ? [] : x[0]
  if (activation === null || z === null) return { activation: null, x: entered, z: null, a: outputs, derivative: null }
  const { derivative } = activationOf[activation]
  const slopes = derivative ? z[0].map((each, unit) => derivative(each, outputs[unit])) : null
  return { activation, x: entered, z: z[0], a: outputs, derivative: slopes }
}
