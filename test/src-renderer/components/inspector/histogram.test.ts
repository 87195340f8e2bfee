import { expect, it } from 'vitest'
import { histogram } from '../../../../src-renderer/components/inspector/histogram'

it('counts weights in bins that never straddle zero', () => {
  const bins = histogram(Float32Array.of(-1, -0.5, 0.5, 1, Number.NaN), 4)
  expect(bins.map(({ count }) => count)).toEqual([1, 1, 0, 2])
  expect(bins.map(({ from }) => from)).toEqual([-1, -0.5, 0, 0.5])
  expect(histogram(new Float32Array(3))).toEqual([])
})
