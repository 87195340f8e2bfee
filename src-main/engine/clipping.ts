import { type ClippingSettings } from '@shared/catalog/clippings'

/** All gradients of a network, as lists in any grouping. */
type Gradients = readonly (readonly number[])[]

/** Keeps a norm of 0 from dividing by 0, as in PyTorch. */
const EPSILON = 1e-6

/** The gradients (penalties included) as the optimizer sees them; new lists of the same lengths. */
export function clipGradients(settings: ClippingSettings, gradients: Gradients): number[][] {
  switch (settings.id) {
    case 'none':
      return gradients.map((values) => [...values])
    case 'value':
      return clipByValue(gradients, settings.limit)
    case 'norm':
      return clipByNorm(gradients, settings.limit)
  }
}

/** g <- min(limit, max(-limit, g)), component by component. PyTorch's clip_grad_value_. */
export function clipByValue(gradients: Gradients, limit: number): number[][] {
  return gradients.map((values) => values.map((value) => Math.min(limit, Math.max(-limit, value))))
}

/** g <- g min(1, limit / (norm + 1e-6)) with the norm of all lists together. PyTorch's clip_grad_norm_. */
export function clipByNorm(gradients: Gradients, limit: number): number[][] {
  const coefficient = normCoefficient(globalNorm(gradients), limit)
  return gradients.map((values) => values.map((value) => value * coefficient))
}

/** What clipping by norm multiplies every gradient by. */
export function normCoefficient(norm: number, limit: number): number {
  return Math.min(1, limit / (norm + EPSILON))
}

/** Euclidean length of all lists together. */
export function globalNorm(gradients: Gradients): number {
  let sum = 0
  for (const values of gradients) for (const value of values) sum += value * value
  return Math.sqrt(sum)
}
