import { type Workload } from './workloads'

/**
 * How far a loss may be from the oracle's, relatively: rounding and no more. In float32 a single ReLU whose sum is within
 * rounding of 0 changes the gradient of all its weights, and Adam's first steps follow its sign.
 */
const TOLERANCE = { float32: 1e-3, float64: 1e-9 } as const

/** What is wrong with the losses of a contender's first updates; null: nothing. */
export function lossProblem(
  precision: Workload['precision'],
  { found, expected }: { found: readonly number[]; expected: readonly number[] },
): string | null {
  if (found.length !== expected.length) return `it made ${found.length} of ${expected.length} updates`
  const wrong = expected.findIndex((loss, step) => {
    const distance = Math.abs((found[step] ?? Number.NaN) - loss)
    return !(distance <= TOLERANCE[precision] * Math.max(Math.abs(loss), 1e-3))
  })
  if (wrong < 0) return null
  return `the loss of update ${wrong + 1} is ${found[wrong]} instead of ${expected[wrong]}`
}
