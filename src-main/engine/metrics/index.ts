import { type MetricId } from '@shared/catalog/metrics'

/** A metric of one sample; over a part it is the mean. a: outputs [units], y: targets [units]. */
export type Metric = (a: readonly number[], y: readonly number[]) => number

/** The index of the largest value; the first of equals. */
export function largestIndex(values: readonly number[]): number {
  let largest = 0
  for (let i = 1; i < values.length; i++) if (values[i] > values[largest]) largest = i
  return largest
}

export const metricOf: Record<MetricId, Metric> = {
  accuracy: (a, y) => (largestIndex(a) === largestIndex(y) ? 1 : 0),
  meanAbsoluteError: (a, y) => a.reduce((sum, output, unit) => sum + Math.abs(output - y[unit]), 0) / a.length,
}
