import { type CatalogEntry } from './entry'

export const initializers = {
  'glorot-uniform': {
    label: 'Glorot uniform',
    formula: 'W \\sim U(-r, r),\\; r = \\sqrt{6 / (n_{in} + n_{out})}',
    help: 'Keeps the signal of sigmoid, tanh and softmax layers at the same scale.',
  },
  'he-uniform': {
    label: 'He uniform',
    formula: 'W \\sim U(-r, r),\\; r = \\sqrt{6 / n_{in}}',
    help: 'Made for ReLU, which passes on half of its inputs.',
  },
} as const satisfies Record<string, CatalogEntry>

export type InitializerId = keyof typeof initializers
