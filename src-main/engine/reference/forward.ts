import { activationOf } from '../activations'
import { type EngineNetwork, type Parameters } from '../network'

/** What the forward pass leaves behind in a layer, for one sample. The input layer has a = x and nothing else. */
export interface LayerPass {
  /** The joined outputs of the sources, [inputs]. */
  readonly x: readonly number[]
  /** z = W x + b, [units]. */
  readonly z: readonly number[]
  /** a = activation(z), [units]. */
  readonly a: readonly number[]
}

export type ForwardPass = Readonly<Record<string, LayerPass>>

/** The forward pass of one sample x: [inputs], layer by layer. */
export function forward(network: EngineNetwork, parameters: Parameters, x: readonly number[]): ForwardPass {
  const pass: Record<string, LayerPass> = { [network.inputLayer]: { x, z: x, a: x } }
  for (const layer of network.layers) {
    const { weights, biases } = parameters[layer.id]
    const joined = layer.sources.length === 1 ? pass[layer.sources[0]].a : layer.sources.flatMap((id) => pass[id].a)
    const z = weights.map((row, unit) => dot(row, joined) + biases[unit])
    pass[layer.id] = { x: joined, z, a: activationOf[layer.activation].value(z) }
  }
  return pass
}

function dot(row: readonly number[], x: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < row.length; i++) sum += row[i] * x[i]
  return sum
}
