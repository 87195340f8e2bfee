import { type ActivationId } from '@shared/catalog/activations'
import { type EngineLayer, type EngineNetwork } from '../network'
import { lossKernel } from './codes'

export function outputLayerOf({ layers, outputLayer }: EngineNetwork): EngineLayer {
  const found = layers.find(({ id }) => id === outputLayer)
  if (found) return found
  throw new Error('The network has no output layer.')
}

function activationOf(layer: EngineLayer): ActivationId {
  return layer.kind === 'dense' || layer.kind === 'activation' ? layer.activation : 'linear'
}

/** Whether the layer is the output layer and its activation is computed together with the loss. */
export function isFused(network: EngineNetwork, id: string): boolean {
  if (id !== network.outputLayer) return false
  return lossKernel[network.loss].fused?.activation === activationOf(outputLayerOf(network))
}

/** The kernel that computes the loss at the output layer. */
export function lossCode(network: EngineNetwork): number {
  const { code, fused } = lossKernel[network.loss]
  return fused && isFused(network, network.outputLayer) ? fused.code : code
}

/**
 * The network with a concatenate layer before every dense layer that several connections enter: such a layer sees their
 * outputs joined. Its id has a space, which no layer of a document has.
 */
export function withJoins(network: EngineNetwork): EngineNetwork {
  return {
    ...network,
    layers: network.layers.flatMap((layer): EngineLayer[] => {
      if (layer.kind !== 'dense' || layer.sources.length === 1) return [layer]
      const { inputs } = layer
      const id = `${layer.id} inputs`
      return [
        { kind: 'concatenate', id, name: layer.name, sources: layer.sources, inputs, shape: [inputs], units: inputs },
        { ...layer, sources: [id] },
      ]
    }),
  }
}
