import { type Choice } from './entry'

/** Settings that are one of a few words. */
export const biasKinds = {
  'per-unit': { label: 'One per unit', help: 'Every unit has a bias of its own.' },
  shared: { label: 'One for the layer', help: 'All units share one bias, as in some lectures.' },
  none: { label: 'None', help: 'No bias: z = W x.' },
} as const satisfies Record<string, Choice>

export const classWeightings = {
  none: { label: 'None', help: 'Every sample counts the same.' },
  balanced: { label: 'Balanced', help: 'Every class counts as much as any other, whatever its number of samples.' },
} as const satisfies Record<string, Choice>

export const updateOrders = {
  simultaneous: {
    label: 'Simultaneous',
    help: 'All deltas are computed with the weights as they were before the step: backpropagation as it is defined.',
  },
  sequential: {
    label: 'Sequential',
    help: "A layer's delta is computed with the weights of the next layer already updated, as in some lectures. It is not the gradient.",
  },
} as const satisfies Record<string, Choice>

export const precisions = {
  float64: { label: 'float64', help: '16 digits: the numbers of the textbook, on every machine the same.' },
  float32: { label: 'float32', help: '7 digits and half the memory; for large networks.' },
} as const satisfies Record<string, Choice>

export type BiasKind = keyof typeof biasKinds
export type ClassWeighting = keyof typeof classWeightings
export type UpdateOrder = keyof typeof updateOrders
export type Precision = keyof typeof precisions
