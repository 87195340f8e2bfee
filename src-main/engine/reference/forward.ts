import { activationOf } from '../activations'
import { activationIdOf, type Batch, layerForward, type LayerPass, type Mode } from '../layers'
import { type EngineLayer, type EngineNetwork, type Parameters, type Statistics } from '../network'

/** The numbers that make a network this network. */
export interface Model {
  readonly parameters: Parameters
  readonly statistics: Statistics
}

/** What every layer leaves behind, by its id. */
export type ForwardPass = Readonly<Record<string, LayerPass>>

/**
 * The forward pass of a batch x: [samples][features], layer by layer, each after its sources:
 *
 *     x = the joined outputs of the sources,  z = what the layer makes of it,  a = activation(z)
 *
 * (a alone in a layer without an activation). Nothing is changed: what a batch normalization measured is in its pass.
 */
export function forward(network: EngineNetwork, { parameters, statistics }: Model, x: Batch, mode: Mode): ForwardPass {
  const pass: Record<string, LayerPass> = {}
  for (const layer of network.layers) {
    const joined = layer.kind === 'input' ? x : joinedOutputs(layer, pass)
    const own = { parameters: parameters[layer.id], statistics: statistics[layer.id] }
    const { outputs, kept } = layerForward(layer, { x: joined, ...own, mode })
    const activation = activationIdOf(layer)
    pass[layer.id] =
      activation === null
        ? { x: joined, z: null, a: outputs, kept }
        : { x: joined, z: outputs, a: outputs.map((z) => activationOf[activation].value(z)), kept }
  }
  return pass
}

function joinedOutputs({ sources }: EngineLayer, pass: ForwardPass): Batch {
  const [first, ...others] = sources
  return others.reduce<Batch>(
    (joined, source) => joined.map((row, sample) => [...row, ...pass[source].a[sample]]),
    pass[first].a,
  )
}

/** The outputs of the network in evaluation mode: [samples][outputs]. */
export function outputsOf(network: EngineNetwork, model: Model, x: Batch): Batch {
  return forward(network, model, x, { kind: 'evaluation' })[network.outputLayer].a
}
