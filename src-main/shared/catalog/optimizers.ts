import { type ParametrizedEntry, type SettingsOf } from './entry'

const learningRate = (usual: number) =>
  ({
    label: 'Learning rate',
    help: 'How far a step goes. Too high and the loss jumps or grows, too low and nothing happens.',
    default: usual,
    minimum: 0,
    maximum: 1000,
  }) as const
const share = (label: string, help: string, usual: number) =>
  ({ label, help, default: usual, minimum: 0, maximum: 0.999999 }) as const
const epsilon = (usual: number) =>
  ({
    label: 'Epsilon',
    help: 'Keeps the divisor away from 0.',
    default: usual,
    minimum: 1e-300,
    maximum: 1,
  }) as const
const beta1 = share('Beta 1', 'How much of the mean of earlier gradients is kept.', 0.9)
const beta2 = share('Beta 2', 'How much of the mean of earlier squared gradients is kept.', 0.999)

/** Formulas and defaults are PyTorch's (SGD has no default rate there). g: gradient with its penalties. */
export const optimizers = {
  sgd: {
    label: 'SGD',
    formula: 'v \\leftarrow \\mu v + g, \\quad \\theta \\leftarrow \\theta - \\eta v',
    help: 'Plain gradient descent on each batch, with momentum if you want it.',
    parameters: {
      learningRate: learningRate(0.1),
      momentum: share('Momentum', 'How much of the last step is kept; 0 is plain gradient descent.', 0),
      nesterov: {
        label: 'Nesterov',
        help: 'Looks ahead along the momentum before it measures the gradient; needs a momentum above 0.',
        default: false,
      },
    },
  },
  adagrad: {
    label: 'Adagrad',
    formula: 's \\leftarrow s + g^2, \\quad \\theta \\leftarrow \\theta - \\eta\\, g / (\\sqrt{s} + \\epsilon)',
    help: 'Slows down every parameter by all its past gradients; for sparse features.',
    parameters: { learningRate: learningRate(0.01), epsilon: epsilon(1e-10) },
  },
  rmsprop: {
    label: 'RMSprop',
    formula:
      's \\leftarrow \\rho s + (1 - \\rho) g^2, \\quad v \\leftarrow \\mu v + g / (\\sqrt{s} + \\epsilon), \\quad \\theta \\leftarrow \\theta - \\eta v',
    help: 'Divides each step by the recent size of the gradient.',
    parameters: {
      learningRate: learningRate(0.01),
      rho: share('Rho', 'How much of the mean of earlier squared gradients is kept.', 0.99),
      epsilon: epsilon(1e-8),
      momentum: share('Momentum', 'How much of the last step is kept.', 0),
    },
  },
  adam: {
    label: 'Adam',
    formula: '\\theta \\leftarrow \\theta - \\eta \\, \\hat m / (\\sqrt{\\hat v} + \\epsilon)',
    help: 'Adapts the step of every parameter; learns quickly with little tuning.',
    parameters: { learningRate: learningRate(0.001), beta1, beta2, epsilon: epsilon(1e-8) },
  },
  adamw: {
    label: 'AdamW',
    formula: '\\theta \\leftarrow (1 - \\eta \\lambda)\\, \\theta - \\eta \\, \\hat m / (\\sqrt{\\hat v} + \\epsilon)',
    help: 'Adam with weight decay: every step pulls the weights (not the biases) towards 0.',
    parameters: {
      learningRate: learningRate(0.001),
      beta1,
      beta2,
      epsilon: epsilon(1e-8),
      weightDecay: {
        label: 'Weight decay',
        help: 'How strongly the weights are pulled towards 0.',
        default: 0.01,
        minimum: 0,
        maximum: 1000,
      },
    },
  },
  nadam: {
    label: 'Nadam',
    formula:
      '\\theta \\leftarrow \\theta - \\eta \\left(\\mu_{t+1} \\hat m + \\tfrac{1 - \\mu_t}{1 - \\prod \\mu_i}\\, g\\right) / (\\sqrt{\\hat v} + \\epsilon)',
    help: 'Adam that looks ahead along its momentum.',
    parameters: {
      learningRate: learningRate(0.002),
      beta1,
      beta2,
      epsilon: epsilon(1e-8),
      momentumDecay: {
        label: 'Momentum decay',
        help: 'How the momentum grows over the steps.',
        default: 0.004,
        minimum: 0,
        maximum: 1,
      },
    },
  },
  rprop: {
    label: 'RProp',
    formula: '\\theta \\leftarrow \\theta - \\operatorname{sign}(g)\\, s',
    help: 'Uses only the sign of the gradient, with a step size per parameter; use it with one batch of all samples.',
    parameters: {
      learningRate: learningRate(0.01),
      shrink: {
        label: 'Shrink',
        help: 'What a step is multiplied by when the sign changed.',
        default: 0.5,
        minimum: 0,
        maximum: 1,
        above: true,
      },
      grow: {
        label: 'Grow',
        help: 'What a step is multiplied by when the sign stayed.',
        default: 1.2,
        minimum: 1,
        maximum: 10,
      },
      smallest: { label: 'Smallest step', help: 'No step is smaller.', default: 1e-6, minimum: 0, maximum: 1000 },
      largest: { label: 'Largest step', help: 'No step is larger.', default: 50, minimum: 0, maximum: 1e6 },
    },
  },
} as const satisfies Record<string, ParametrizedEntry>

export type OptimizerId = keyof typeof optimizers
export type OptimizerSettings = SettingsOf<typeof optimizers>
