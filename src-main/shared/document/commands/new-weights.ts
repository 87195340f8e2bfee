import { type Command, withoutExactValues } from './command'

/** The next seed, and exact initial values dropped: other weights at the next reset. */
export function newWeights(): Command {
  return {
    label: 'New weights',
    apply: (document) => ({
      ...document,
      network: {
        ...document.network,
        layers: document.network.layers.map((layer) => (layer.kind === 'dense' ? withoutExactValues(layer) : layer)),
      },
      training: { ...document.training, seed: (document.training.seed + 1) % 4_294_967_296 },
    }),
  }
}
