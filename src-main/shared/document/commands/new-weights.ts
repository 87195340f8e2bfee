import { type DenseLayer } from '../schema'
import { type Command } from './command'

/** The next seed, and exact initial values dropped: other weights at the next reset. A mask belongs to the network and stays. */
export function newWeights(): Command {
  return {
    label: 'New weights',
    apply: (document) => ({
      ...document,
      network: {
        ...document.network,
        layers: document.network.layers.map((layer) => (layer.kind === 'dense' ? drawn(layer) : layer)),
      },
      training: { ...document.training, seed: (document.training.seed + 1) % 4_294_967_296 },
    }),
  }
}

function drawn(layer: DenseLayer): DenseLayer {
  const { initialWeights: _weights, initialBiases: _biases, ...rest } = layer
  return rest
}
