import { type CatalogEntry } from './entry'

export const metrics = {
  accuracy: {
    label: 'Accuracy',
    formula: '\\frac{1}{N} \\sum_i [\\arg\\max a_i = \\arg\\max y_i]',
    help: 'The share of samples whose most probable class is the right one.',
  },
  meanAbsoluteError: {
    label: 'Mean absolute error',
    formula: '\\frac{1}{N n} \\sum_i \\sum_j |a_{ij} - y_{ij}|',
    help: 'The average distance from the target, in the units of the target column.',
  },
} as const satisfies Record<string, CatalogEntry>

export type MetricId = keyof typeof metrics
export type MetricValues = Readonly<Partial<Record<MetricId, number>>>
