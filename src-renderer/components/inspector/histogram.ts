export interface Bin {
  readonly from: number
  readonly to: number
  readonly count: number
}

/** Counts in bins of equal width around zero, so that a bin is either below or above it. */
export function histogram(values: Float32Array, bins = 14): Bin[] {
  let most = 0
  for (const value of values) if (Number.isFinite(value)) most = Math.max(most, Math.abs(value))
  if (values.length === 0 || most === 0) return []
  const counts = new Array<number>(bins).fill(0)
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    const bin = Math.min(bins - 1, Math.floor(((value / most + 1) / 2) * bins))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  const edge = (index: number): number => ((2 * index) / bins - 1) * most
  return counts.map((count, index) => ({ from: edge(index), to: edge(index + 1), count }))
}
