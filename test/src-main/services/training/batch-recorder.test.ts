import { expect, test } from 'vitest'
import { BatchRecorder } from '../../../../src-main/services/training/batch-recorder'

test('a full recorder merges neighbours, and stays exact', () => {
  const recorder = new BatchRecorder()
  const losses = Array.from({ length: 5000 }, (_, i) => Math.sin(i * 0.37) + 2)
  losses.forEach((loss, i) => recorder.add(i / 10, loss))
  const { at, minimum, mean, maximum } = recorder.series()
  expect(at.length).toBeLessThanOrEqual(512)
  expect(at.at(-1)).toBe(499.9)
  const width = recorder.recorded().width
  expect(width).toBe(16)
  at.forEach((_, bucket) => {
    const own = losses.slice(bucket * width, (bucket + 1) * width)
    expect([minimum[bucket], maximum[bucket]]).toEqual([Math.min(...own), Math.max(...own)])
    expect(mean[bucket]).toBeCloseTo(own.reduce((sum, loss) => sum + loss, 0) / own.length, 12)
  })
})

test('a recorder goes on from what was saved as if it had never stopped', () => {
  const straight = new BatchRecorder()
  let stopped = new BatchRecorder()
  for (let i = 0; i < 1700; i++) {
    straight.add(i, i % 7)
    stopped.add(i, i % 7)
    if (i % 400 === 3) stopped = new BatchRecorder(JSON.parse(JSON.stringify(stopped.recorded())))
  }
  expect(stopped.series()).toEqual(straight.series())
})
