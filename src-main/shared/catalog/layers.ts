import { type ParametrizedEntry } from './entry'

const epsilon = {
  label: 'Epsilon',
  help: 'Added to the variance, so that nothing is divided by 0.',
  default: 1e-5,
  minimum: 1e-300,
  maximum: 1,
} as const

/** The kinds of layers. Formulas and defaults of the normalizations are PyTorch's. */
export const layerKinds = {
  input: {
    label: 'Input',
    formula: 'a = x',
    help: 'Where the features enter. Several input layers share the features in their order.',
    parameters: {},
  },
  dense: {
    label: 'Dense',
    formula: 'z = W x + b,\\; a = \\sigma(z)',
    help: 'Every unit sees every input through a weight of its own.',
    parameters: {},
  },
  activation: {
    label: 'Activation',
    formula: 'a = \\sigma(x)',
    help: 'Applies an activation to what enters, as after a sum or a normalization.',
    parameters: {},
  },
  dropout: {
    label: 'Dropout',
    formula: 'a = x \\, m / (1 - p),\\; m \\sim \\text{Bernoulli}(1 - p)',
    help: 'Sets a share of the numbers to 0 while training, so that no unit relies on a single other; off when measuring.',
    parameters: {
      rate: { label: 'Rate', help: 'The share p that is set to 0.', default: 0.5, minimum: 0, maximum: 0.99 },
    },
  },
  'batch-normalization': {
    label: 'Batch normalization',
    formula: 'a = \\gamma \\frac{x - \\mu_B}{\\sqrt{\\sigma_B^2 + \\epsilon}} + \\beta',
    help: 'Gives every unit mean 0 and variance 1 over the batch, then a scale and a shift that are learned; measures with running means.',
    parameters: {
      momentum: {
        label: 'Momentum',
        help: 'How much of a batch enters the running mean and variance.',
        default: 0.1,
        minimum: 0,
        maximum: 1,
        above: true,
      },
      epsilon,
    },
  },
  'layer-normalization': {
    label: 'Layer normalization',
    formula: 'a = \\gamma \\frac{x - \\mu}{\\sqrt{\\sigma^2 + \\epsilon}} + \\beta',
    help: 'Gives every sample mean 0 and variance 1 over the units, then a scale and a shift that are learned.',
    parameters: { epsilon },
  },
  flatten: {
    label: 'Flatten',
    formula: 'a = x',
    help: 'Turns height x width x channels into one row of numbers.',
    parameters: {},
  },
  add: {
    label: 'Add',
    formula: 'a = \\sum_k x_k',
    help: 'Sums layers of the same shape, as in a residual connection.',
    parameters: {},
  },
  concatenate: {
    label: 'Concatenate',
    formula: 'a = (x_1, x_2, \\dots)',
    help: 'Puts layers side by side, in the order of their connections.',
    parameters: {},
  },
} as const satisfies Record<string, ParametrizedEntry>

export type LayerKind = keyof typeof layerKinds
