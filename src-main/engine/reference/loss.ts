import { lossOf } from '../losses'
import { type Fusion } from '../losses/loss'
import { type EngineLayer, type EngineNetwork } from '../network'
import { type ForwardPass } from './forward'

export function outputLayerOf(network: EngineNetwork): EngineLayer {
  return network.layers[network.layers.length - 1].id === network.outputLayer
    ? network.layers[network.layers.length - 1]
    : network.layers.filter(({ id }) => id === network.outputLayer)[0]
}

/** The loss's fused form where it fits the output activation. */
export function fusionOf(network: EngineNetwork): Fusion | null {
  const { fusion } = lossOf[network.loss]
  return fusion?.activation === outputLayerOf(network).activation ? fusion : null
}

/** The cost C of one sample after its forward pass; y: [outputs]. */
export function cost(network: EngineNetwork, pass: ForwardPass, y: readonly number[]): number {
  const { z, a } = pass[network.outputLayer]
  const fusion = fusionOf(network)
  return fusion ? fusion.value(z, y) : lossOf[network.loss].value(a, y)
}
