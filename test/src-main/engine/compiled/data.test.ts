import { numbersAt, RowWriter, storeMatrix } from '@engine/compiled/data'
import { Allocator, type Layout, layoutFor } from '@engine/compiled/layout'
import { type SampleMatrix } from '@engine/data/sample-matrix'
import { unscaled } from '@engine/data/scaling'
import { expect, test } from 'vitest'

function stored(sources: readonly SampleMatrix[], layout: Layout) {
  const allocator = new Allocator(0)
  const matrices = sources.map((source) => storeMatrix(source, layout, allocator))
  const buffer = new ArrayBuffer(allocator.used)
  return { matrices, buffer, writer: new RowWriter(buffer, matrices, layout) }
}

test('rows are written when they are asked for, once, in all matrices', () => {
  const layout = layoutFor('float32', 32)
  const x = { rows: 3, width: 2, values: Float64Array.of(1, 2, 3, 4, 5, 6), scaling: [unscaled, unscaled] }
  const y = { rows: 3, width: 1, values: Float64Array.of(7, 8, 9), scaling: [{ mean: 1, deviation: 2 }] }
  const { matrices, buffer, writer } = stored([x, y], layout)
  const [inputs, targets] = matrices.map(({ address, rowBytes }) => numbersAt(buffer, layout, address, 3 * rowBytes))
  writer.need([2])
  expect([inputs, targets].map((numbers) => [...(numbers ?? [])])).toEqual([
    [0, 0, 0, 0, 5, 6],
    [0, 0, 4],
  ])
  inputs?.fill(-1)
  writer.need([2, 0])
  expect([...(inputs ?? [])]).toEqual([1, 2, -1, -1, -1, -1])
  writer.need([0, 1, 2])
  expect([...(targets ?? [])]).toEqual([3, 3.5, 4])
})

test('bytes stay bytes, with their scaling beside them', () => {
  const layout = layoutFor('float32', 32)
  const scaling = [
    { mean: 100, deviation: 50 },
    { mean: 0, deviation: 1 },
  ]
  const { matrices, buffer, writer } = stored(
    [{ rows: 2, width: 2, values: Uint8Array.of(0, 255, 7, 9), scaling }],
    layout,
  )
  writer.need([1])
  const [{ address, rowBytes, scaling: at } = { address: 0, rowBytes: 0, scaling: null }] = matrices
  expect(rowBytes).toBe(2)
  expect([...new Uint8Array(buffer, address, 4)]).toEqual([0, 0, 7, 9])
  expect([...new Float64Array(buffer, at ?? 0, 4)]).toEqual([100, 50, 0, 1])
})
