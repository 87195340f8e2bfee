/** The index of the largest value; the first of equals. */
export function largestIndex(values: readonly number[]): number {
  let largest = 0
  for (let i = 1; i < values.length; i++) if (values[i] > values[largest]) largest = i
  return largest
}
