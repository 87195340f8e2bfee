import { expect, test } from 'vitest'
import { BatchRecorder } from '../../../../src-main/services/training/batch-recorder'
import { seeded } from '../../../helpers/random-values'

/** Where the batch of that number ends, in epochs of ten batches. */
const positionOf = (batch: number): number => Math.floor(batch / 10) + ((batch % 10) + 1) / 10

/** What a recorder of that bucket width has to show. */
function expectedSeries(losses: readonly number[], width: number) {
  const buckets = Array.from({ length: Math.ceil(losses.length / width) }, (_, bucket) =>
    losses.slice(bucket * width, (bucket + 1) * width),
  )
  return {
    at: buckets.map((bucket, index) => positionOf(index * width + bucket.length - 1)),
    minimum: buckets.map((bucket) => Math.min(...bucket)),
    mean: buckets.map((bucket) => bucket.reduce((sum, loss) => sum + loss, 0) / bucket.length),
    maximum: buckets.map((bucket) => Math.max(...bucket)),
  }
}

test.each([
  [0, 1],
  [1, 1],
  [511, 1],
  [512, 1],
  [513, 2],
  [1024, 2],
  [1025, 4],
  [2047, 4],
  [5000, 16],
])('%i losses are at most 512 exact buckets of %i', (count, width) => {
  const random = seeded(count)
  // Whole numbers, so that sums are exact in any order.
  const losses = Array.from({ length: count }, () => random.below(1000) - 500)
  const recorder = new BatchRecorder()
  // In pieces of different lengths, as a trainer gives them: ten batches make an epoch.
  for (let start = 0; start < count;) {
    const batch = start % 10
    const piece = losses.slice(start, start + 1 + random.below(10 - batch))
    recorder.add({ losses: piece, epoch: Math.floor(start / 10), batch, batches: 10 })
    start += piece.length
  }
  const { at, minimum, mean, maximum } = recorder.series()
  const expected = expectedSeries(losses, width)
  expect({ at: [...at], minimum: [...minimum], mean: [...mean], maximum: [...maximum] }).toEqual(expected)
  expect(at.length).toBeLessThanOrEqual(512)
})

test('a recorder goes on from what was saved as if it had never stopped', () => {
  const straight = new BatchRecorder()
  let stopped = new BatchRecorder()
  for (let i = 0; i < 1700; i++) {
    const single = { losses: [i % 7], epoch: i, batch: 0, batches: 1 }
    straight.add(single)
    stopped.add(single)
    if (i % 400 === 3) stopped = new BatchRecorder(JSON.parse(JSON.stringify(stopped.recorded())))
  }
  expect(stopped.series()).toEqual(straight.series())
})
