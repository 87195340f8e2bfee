import { type CatalogEntry } from './entry'

export const losses = {
  'half-squared-error': {
    label: 'Half squared error',
    formula: 'C = \\tfrac{1}{2} \\sum_j (a_j - y_j)^2',
    help: 'The cost of the lecture note: half the squared distance, summed over the outputs.',
  },
  'mean-squared-error': {
    label: 'Mean squared error',
    formula: 'C = \\tfrac{1}{n} \\sum_j (a_j - y_j)^2',
    help: 'The squared distance, averaged over the outputs; the usual choice for numbers.',
  },
  'categorical-cross-entropy': {
    label: 'Cross-entropy',
    formula: 'C = -\\sum_j y_j \\ln a_j',
    help: 'For classes: needs a softmax output layer.',
  },
} as const satisfies Record<string, CatalogEntry>

export type LossId = keyof typeof losses
