import { type CatalogEntry } from './entry'

/**
 * Formulas give the loss of one sample with n outputs; the loss of a batch is the weighted mean over its samples, divided
 * by the sum of their weights. Penalties are added apart.
 */
export const losses = {
  'half-squared-error': {
    label: 'Half squared error',
    formula: 'C = \\tfrac{1}{2} \\sum_j (a_j - y_j)^2',
    help: 'The cost of the lecture note: half the squared distance, summed over the outputs (divisor 1).',
  },
  'mean-squared-error': {
    label: 'Mean squared error',
    formula: 'C = \\tfrac{1}{n} \\sum_j (a_j - y_j)^2',
    help: 'The squared distance, averaged over the outputs (divisor n); the usual choice for numbers.',
  },
  'mean-absolute-error': {
    label: 'Mean absolute error',
    formula: 'C = \\tfrac{1}{n} \\sum_j |a_j - y_j|',
    help: 'The distance, averaged over the outputs (divisor n); outliers pull less than with squares.',
  },
  huber: {
    label: 'Huber',
    formula:
      'C = \\tfrac{1}{n} \\sum_j \\tfrac{1}{2} d_j^2 \\text{ for } d_j = |a_j - y_j| \\le 1, \\text{ else } d_j - \\tfrac{1}{2}',
    help: 'Squares for distances up to 1, straight beyond, averaged over the outputs (divisor n).',
  },
  'binary-cross-entropy': {
    label: 'Binary cross-entropy',
    formula: 'C = -\\tfrac{1}{n} \\sum_j \\left(y_j \\ln a_j + (1 - y_j) \\ln(1 - a_j)\\right)',
    help: 'For outputs that are yes or no, each on its own, averaged over them (divisor n): needs a sigmoid output layer.',
  },
  'categorical-cross-entropy': {
    label: 'Cross-entropy',
    formula: 'C = -\\sum_j y_j \\ln a_j',
    help: 'For one class of several, summed over the outputs (divisor 1): needs a softmax output layer.',
  },
  hinge: {
    label: 'Hinge',
    formula: 'C = \\tfrac{1}{n} \\sum_j \\max(0, 1 - t_j a_j),\\; t_j = 1 \\text{ for } y_j > 0, \\text{ else } -1',
    help: 'Asks for a margin, as a support vector machine does, averaged over the outputs (divisor n); use a linear or tanh output.',
  },
} as const satisfies Record<string, CatalogEntry>

export type LossId = keyof typeof losses
