import { activationOf } from '../activations'
import { lossOf } from '../losses'
import { type EngineNetwork, type LayerParameters, type Parameters } from '../network'
import { type ForwardPass } from './forward'
import { fusionOf } from './loss'

export interface BackwardPass {
  /** delta = dC/dz per layer, [units]. */
  readonly deltas: Readonly<Record<string, readonly number[]>>
  /** dC/dW and dC/db per layer, shaped as the parameters. */
  readonly gradients: Parameters
}

/**
 * The four equations of backpropagation, for one sample, from the output to the input:
 *
 *     BP1  delta = dC/da (x) activation'(z)              at the output
 *     BP2  delta = (W_next^T delta_next) (x) activation'(z)   in every layer before it
 *     BP3  dC/db = delta
 *     BP4  dC/dW[unit][input] = x[input] delta[unit]
 *
 * where (x) is the Hadamard product (for softmax the product with its Jacobian). A layer that feeds several others
 * receives the sum of what they send back. Gradients are given for frozen parameters too: freezing is the update's
 * business. Nielsen, Neural Networks and Deep Learning, chapter 2.
 */
export function backward(
  network: EngineNetwork,
  parameters: Parameters,
  pass: ForwardPass,
  y: readonly number[],
): BackwardPass {
  /** dC/da of every layer, gathered from the layers it feeds. */
  const gradientOfA: Record<string, number[]> = {}
  for (const layer of network.layers) gradientOfA[layer.id] = Array<number>(layer.units).fill(0)
  gradientOfA[network.outputLayer] = lossOf[network.loss].gradient(pass[network.outputLayer].a, y)

  const deltas: Record<string, readonly number[]> = {}
  const gradients: Parameters = {}
  const fusion = fusionOf(network)
  for (const layer of network.layers.toReversed()) {
    const { x, z, a } = pass[layer.id]
    const delta =
      layer.id === network.outputLayer && fusion
        ? fusion.delta(a, y)
        : activationOf[layer.activation].backward(z, a, gradientOfA[layer.id])
    deltas[layer.id] = delta
    gradients[layer.id] = gradientsOf(delta, x)
    sendBack(layer.sources, transposedProduct(parameters[layer.id].weights, delta, layer.inputs), gradientOfA, pass)
  }
  return { deltas, gradients }
}

function gradientsOf(delta: readonly number[], x: readonly number[]): LayerParameters {
  return { weights: delta.map((error) => x.map((input) => input * error)), biases: [...delta] }
}

/** W^T delta: [inputs]. */
function transposedProduct(weights: readonly number[][], delta: readonly number[], inputs: number): number[] {
  const product = Array<number>(inputs).fill(0)
  for (let unit = 0; unit < delta.length; unit++)
    for (let input = 0; input < inputs; input++) product[input] += weights[unit][input] * delta[unit]
  return product
}

/** Cuts the gradient of a joined input into the parts of its sources and adds each to its layer. */
function sendBack(
  sources: readonly string[],
  gradient: readonly number[],
  gradientOfA: Record<string, number[]>,
  pass: ForwardPass,
): void {
  let start = 0
  for (const source of sources) {
    const units = pass[source].a.length
    const received = Object.hasOwn(gradientOfA, source) ? gradientOfA[source] : null
    if (received) for (let unit = 0; unit < units; unit++) received[unit] += gradient[start + unit]
    start += units
  }
}
