import { type CatalogEntry } from './entry'

export const optimizers = {
  sgd: {
    label: 'SGD',
    formula: 'v \\leftarrow \\mu v + g, \\quad \\theta \\leftarrow \\theta - \\eta v',
    help: 'Plain gradient descent on each batch, with momentum if you want it.',
  },
  adam: {
    label: 'Adam',
    formula: '\\theta \\leftarrow \\theta - \\eta \\, \\hat m / (\\sqrt{\\hat v} + \\epsilon)',
    help: 'Adapts the step of every parameter; learns quickly with little tuning.',
  },
} as const satisfies Record<string, CatalogEntry>

export type OptimizerId = keyof typeof optimizers
