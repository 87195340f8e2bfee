import { type BatchSeries } from '@shared/protocol/training-service'

const MOST_BUCKETS = 512

/**
 * Losses of single batches in at most 512 buckets of equal width. When all are full, neighbours are merged and the
 * width doubles: minimum, mean and maximum stay exact, and the memory stays the same however long the run.
 */
export class BatchRecorder {
  private at: number[] = []
  private minimum: number[] = []
  private sum: number[] = []
  private maximum: number[] = []
  private counts: number[] = []
  private width = 1

  /** `at` in epochs: 1.5 is half through the second. */
  add(at: number, loss: number): void {
    const last = this.counts.length - 1
    if (last < 0 || (this.counts[last] ?? 0) >= this.width) {
      if (this.counts.length === MOST_BUCKETS) this.halve()
      this.at.push(at)
      this.minimum.push(loss)
      this.sum.push(loss)
      this.maximum.push(loss)
      this.counts.push(1)
      return
    }
    this.at[last] = at
    this.minimum[last] = Math.min(this.minimum[last] ?? loss, loss)
    this.maximum[last] = Math.max(this.maximum[last] ?? loss, loss)
    this.sum[last] = (this.sum[last] ?? 0) + loss
    this.counts[last] = (this.counts[last] ?? 0) + 1
  }

  series(): BatchSeries {
    return {
      at: Float64Array.from(this.at),
      minimum: Float64Array.from(this.minimum),
      mean: Float64Array.from(this.sum, (sum, bucket) => sum / (this.counts[bucket] ?? 1)),
      maximum: Float64Array.from(this.maximum),
    }
  }

  private halve(): void {
    const pairs = <Item>(items: readonly Item[], join: (first: Item, second: Item) => Item): Item[] =>
      items.flatMap((first, index) => {
        const second = items[index + 1]
        return index % 2 === 1 ? [] : [second === undefined ? first : join(first, second)]
      })
    this.at = pairs(this.at, (_first, second) => second)
    this.minimum = pairs(this.minimum, Math.min)
    this.maximum = pairs(this.maximum, Math.max)
    this.sum = pairs(this.sum, (first, second) => first + second)
    this.counts = pairs(this.counts, (first, second) => first + second)
    this.width *= 2
  }
}
