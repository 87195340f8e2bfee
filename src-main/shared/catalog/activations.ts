import { type CatalogEntry } from './entry'

export const activations = {
  linear: {
    label: 'linear',
    formula: 'a = z',
    help: 'Passes the weighted input on unchanged; for numeric outputs.',
  },
  sigmoid: {
    label: 'sigmoid',
    formula: 'a = \\frac{1}{1 + e^{-z}}',
    help: 'Between 0 and 1; its derivative is at most 1/4, so deep stacks learn slowly.',
  },
  tanh: { label: 'tanh', formula: 'a = \\tanh z', help: 'Between -1 and 1 and centred on zero; a good first choice.' },
  relu: {
    label: 'ReLU',
    formula: 'a = \\max(0, z)',
    help: 'Fast and does not saturate above zero; a unit that is always below zero stops learning.',
  },
  softmax: {
    label: 'softmax',
    formula: 'a_j = \\frac{e^{z_j}}{\\sum_k e^{z_k}}',
    help: 'Turns a layer into probabilities that sum to one; for choosing one class of several.',
  },
} as const satisfies Record<string, CatalogEntry>

export type ActivationId = keyof typeof activations
