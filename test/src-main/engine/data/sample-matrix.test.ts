import { fill, rawColumn, rawMatrix, rowOf } from '@engine/data/sample-matrix'
import { expect, test } from 'vitest'

const image = (row: number, column: number): number => (row * 7 + column) % 256
const scaled = (width: number) => Array.from({ length: width }, (_, column) => ({ mean: column, deviation: 2 }))

test('images are kept as bytes and scaled on reading', () => {
  const raw = rawMatrix(3, 784, image)
  expect(raw.values).toBeInstanceOf(Uint8Array)
  const matrix = { ...raw, scaling: scaled(784) }
  expect(rowOf(matrix, 2)).toEqual(Array.from({ length: 784 }, (_, column) => (image(2, column) - column) / 2))
})

test.each<[string, number, (row: number, column: number) => number]>([
  ['few columns', 64, image],
  ['a part of one', 65, (row, column) => (row === 1 && column === 64 ? 0.5 : 1)],
  ['more than a byte holds', 65, (row, column) => (row === 1 && column === 64 ? 256 : 1)],
  ['less than 0', 65, (row, column) => (row === 1 && column === 64 ? -1 : 1)],
  ['no number', 65, (row, column) => (row === 1 && column === 64 ? Number.NaN : 1)],
])('%s: kept as they are', (_what, width, valueAt) => {
  const { values } = rawMatrix(2, width, valueAt)
  expect(values).toBeInstanceOf(Float64Array)
  expect([...values]).toEqual(Array.from({ length: 2 * width }, (_, at) => valueAt(Math.floor(at / width), at % width)))
})

test('65 columns of bytes are enough', () => {
  expect(rawMatrix(1, 65, () => 255).values).toEqual(new Uint8Array(65).fill(255))
})

test('a row is written where it is wanted', () => {
  const matrix = { ...rawMatrix(2, 2, (row, column) => 10 * row + column), scaling: scaled(2) }
  const target = new Float64Array(5)
  fill(matrix, 1, target, 2)
  expect([...target]).toEqual([0, 0, 5, 5, 0])
})

test('a column of some rows, as it came', () => {
  expect(
    rawColumn(
      rawMatrix(3, 2, (row, column) => 10 * row + column),
      [2, 0],
      1,
    ),
  ).toEqual([21, 1])
})
