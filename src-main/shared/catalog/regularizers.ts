import { type CatalogEntry, type NumberParameter } from './entry'

const lambda = { default: 0, minimum: 0, maximum: 1e6 } as const

/** Penalties on the weights of dense layers, never on biases; they are reported apart from the loss of the data. The number is lambda. */
export const regularizers = {
  l1: {
    label: 'L1',
    formula: 'R = \\lambda \\sum |w|',
    help: 'The sum of magnitudes: drives weights that are not needed to exactly 0. 0 is none.',
    ...lambda,
  },
  l2: {
    label: 'L2',
    formula: 'R = \\tfrac{\\lambda}{2} \\sum w^2',
    help: 'Half the sum of squares: keeps all weights small. With plain SGD it is the same as weight decay. 0 is none.',
    ...lambda,
  },
} as const satisfies Record<string, CatalogEntry & NumberParameter>

export type RegularizerId = keyof typeof regularizers
