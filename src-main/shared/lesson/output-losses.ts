import { type LossId } from '../catalog/losses'

interface OutputLoss {
  /** The term of one output, before it is divided. */
  readonly term: (a: number, y: number) => number
  /** Whether the terms are averaged over the outputs, or summed. */
  readonly over: 'mean' | 'sum'
}

/** x ln y, 0 for x = 0. */
const xLogY = (x: number, y: number): number => (x === 0 ? 0 : x * Math.log(y))

/** The losses of the catalog, output by output. */
const outputLosses: Readonly<Record<LossId, OutputLoss>> = {
  'half-squared-error': { term: (a, y) => 0.5 * (a - y) ** 2, over: 'sum' },
  'mean-squared-error': { term: (a, y) => (a - y) ** 2, over: 'mean' },
  'mean-absolute-error': { term: (a, y) => Math.abs(a - y), over: 'mean' },
  huber: { term: (a, y) => (Math.abs(a - y) <= 1 ? 0.5 * (a - y) ** 2 : Math.abs(a - y) - 0.5), over: 'mean' },
  'binary-cross-entropy': { term: (a, y) => -(xLogY(y, a) + xLogY(1 - y, 1 - a)), over: 'mean' },
  'categorical-cross-entropy': { term: (a, y) => -xLogY(y, a), over: 'sum' },
  hinge: { term: (a, y) => Math.max(0, 1 - (y > 0 ? a : -a)), over: 'mean' },
}

/** What each output adds to the loss of a sample; they add up to that loss. */
export function sharesOfLoss(loss: LossId, a: readonly number[], y: readonly number[]): number[] {
  const { term, over } = outputLosses[loss]
  const divisor = over === 'mean' ? a.length : 1
  return a.map((value, unit) => term(value, y[unit] ?? 0) / divisor)
}

/** The same terms summed and averaged over the outputs, whatever the loss itself does. */
export function summedAndAveraged(
  loss: LossId,
  a: readonly number[],
  y: readonly number[],
): { readonly sum: number; readonly mean: number } {
  const sum = a.reduce((total, value, unit) => total + outputLosses[loss].term(value, y[unit] ?? 0), 0)
  return { sum, mean: sum / a.length }
}
