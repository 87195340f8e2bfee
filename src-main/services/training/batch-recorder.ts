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

/** Losses of consecutive batches of one epoch. */
export interface BatchLosses {
  readonly losses: ArrayLike<number>
  /** Whole epochs before them. */
  readonly epoch: number
  /** Batches of the epoch before them, of `batches`. */
  readonly batch: number
  readonly batches: number
}

/**
 * Losses of single batches in at most 512 buckets of equal width. When all are full, neighbours are merged and the
 * width doubles: minimum, mean and maximum stay exact, and the memory stays the same however long the run. Columns of
 * numbers, so that millions of losses a second make no object each.
 */
export class BatchRecorder {
  private width: number
  private filled: number
  private readonly at = new Float64Array(MOST_BUCKETS)
  private readonly minimum = new Float64Array(MOST_BUCKETS)
  private readonly sum = new Float64Array(MOST_BUCKETS)
  private readonly maximum = new Float64Array(MOST_BUCKETS)
  private readonly count = new Float64Array(MOST_BUCKETS)

  constructor({ width, buckets }: RecordedBatches = { width: 1, buckets: [] }) {
    this.width = width
    this.filled = Math.min(buckets.length, MOST_BUCKETS)
    buckets.slice(0, MOST_BUCKETS).forEach((bucket, index) => {
      this.at[index] = bucket.at
      this.minimum[index] = bucket.minimum
      this.sum[index] = bucket.sum
      this.maximum[index] = bucket.maximum
      this.count[index] = bucket.count
    })
  }

  add({ losses, epoch, batch, batches }: BatchLosses): void {
    for (let index = 0; index < losses.length; index++) {
      const bucket = this.bucketForNext()
      const loss = losses[index] ?? Number.NaN
      this.at[bucket] = epoch + (batch + index + 1) / batches
      this.minimum[bucket] = Math.min(this.minimum[bucket] ?? loss, loss)
      this.maximum[bucket] = Math.max(this.maximum[bucket] ?? loss, loss)
      this.sum[bucket] = (this.sum[bucket] ?? 0) + loss
      this.count[bucket] = (this.count[bucket] ?? 0) + 1
    }
  }

  series(): BatchSeries {
    const { filled, count } = this
    return {
      at: this.at.slice(0, filled),
      minimum: this.minimum.slice(0, filled),
      mean: this.sum.slice(0, filled).map((sum, bucket) => sum / (count[bucket] ?? 1)),
      maximum: this.maximum.slice(0, filled),
    }
  }

  recorded(): RecordedBatches {
    const of = (column: Float64Array, bucket: number): number => column[bucket] ?? 0
    return {
      width: this.width,
      buckets: Array.from({ length: this.filled }, (_, bucket) => ({
        at: of(this.at, bucket),
        minimum: of(this.minimum, bucket),
        sum: of(this.sum, bucket),
        maximum: of(this.maximum, bucket),
        count: of(this.count, bucket),
      })),
    }
  }

  /** The last bucket while it has room, else an empty one. */
  private bucketForNext(): number {
    if (this.filled > 0 && (this.count[this.filled - 1] ?? 0) < this.width) return this.filled - 1
    if (this.filled === MOST_BUCKETS) this.halve()
    const bucket = this.filled
    this.minimum[bucket] = Number.POSITIVE_INFINITY
    this.maximum[bucket] = Number.NEGATIVE_INFINITY
    this.sum[bucket] = 0
    this.count[bucket] = 0
    this.filled += 1
    return bucket
  }

  private halve(): void {
    const { at, minimum, sum, maximum, count } = this
    const pair = (column: Float64Array, bucket: number, join: (first: number, second: number) => number): number =>
      join(column[bucket] ?? 0, column[bucket + 1] ?? 0)
    for (let bucket = 0; bucket < MOST_BUCKETS; bucket += 2) {
      const merged = bucket / 2
      at[merged] = pair(at, bucket, (_, second) => second)
      minimum[merged] = pair(minimum, bucket, Math.min)
      sum[merged] = pair(sum, bucket, (first, second) => first + second)
      maximum[merged] = pair(maximum, bucket, Math.max)
      count[merged] = pair(count, bucket, (first, second) => first + second)
    }
    this.filled = MOST_BUCKETS / 2
    this.width *= 2
  }
}
