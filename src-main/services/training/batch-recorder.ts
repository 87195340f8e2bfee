import { type BatchSeries } from '@shared/protocol/training-service'

const MOST_BUCKETS = 512

/** Losses of `count` batches in a row; `at` is where the last of them ended, in epochs: 1.5 is half through the second. */
export interface BatchBucket {
  readonly at: number
  readonly minimum: number
  readonly sum: number
  readonly maximum: number
  readonly count: number
}

/** What a project file keeps of a recorder. */
export interface RecordedBatches {
  /** Batches per full bucket. */
  readonly width: number
  readonly buckets: readonly BatchBucket[]
}

/**
 * Losses of single batches in at most 512 buckets of equal width. When all are full, neighbours are merged and the
 * width doubles: minimum, mean and maximum stay exact, and the memory stays the same however long the run.
 */
export class BatchRecorder {
  private buckets: BatchBucket[]
  private width: number

  constructor({ width, buckets }: RecordedBatches = { width: 1, buckets: [] }) {
    this.width = width
    this.buckets = [...buckets]
  }

  add(at: number, loss: number): void {
    const single: BatchBucket = { at, minimum: loss, sum: loss, maximum: loss, count: 1 }
    const last = this.buckets.at(-1)
    if (last && last.count < this.width) {
      this.buckets[this.buckets.length - 1] = joined(last, single)
      return
    }
    if (this.buckets.length === MOST_BUCKETS) this.halve()
    this.buckets.push(single)
  }

  series(): BatchSeries {
    const column = (of: (bucket: BatchBucket) => number): Float64Array => Float64Array.from(this.buckets, of)
    return {
      at: column(({ at }) => at),
      minimum: column(({ minimum }) => minimum),
      mean: column(({ sum, count }) => sum / count),
      maximum: column(({ maximum }) => maximum),
    }
  }

  recorded(): RecordedBatches {
    return { width: this.width, buckets: this.buckets }
  }

  private halve(): void {
    const pairs: BatchBucket[] = []
    for (const bucket of this.buckets) {
      const last = pairs.at(-1)
      if (last && last.count <= this.width) pairs[pairs.length - 1] = joined(last, bucket)
      else pairs.push(bucket)
    }
    this.buckets = pairs
    this.width *= 2
  }
}

function joined(first: BatchBucket, second: BatchBucket): BatchBucket {
  return {
    at: second.at,
    minimum: Math.min(first.minimum, second.minimum),
    sum: first.sum + second.sum,
    maximum: Math.max(first.maximum, second.maximum),
    count: first.count + second.count,
  }
}
