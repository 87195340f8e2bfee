export interface Spread {
  readonly median: number
  readonly minimum: number
  readonly maximum: number
}

/** Of an even number of values the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const [low = Number.NaN, high = low] = sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1)
  return (low + high) / 2
}

export function spread(values: readonly number[]): Spread {
  return { median: median(values), minimum: Math.min(...values), maximum: Math.max(...values) }
}

/** Two rates that were measured right after each other, in samples per second. */
export interface Pair {
  readonly ours: number
  readonly theirs: number
}

/**
 * How many times as fast as the peer we are. The ratio is taken within each pair and only then the median over the
 * pairs, so that what slows the machine for a while slows both sides of a ratio.
 */
export function pairedRatio(pairs: readonly Pair[]): Spread {
  return spread(pairs.map(({ ours, theirs }) => ours / theirs))
}
