import { type Scaling } from './scaling'

const BLOCK_ROWS = 64

/** A whole matrix of more columns than this is kept as bytes where bytes hold it. */
const FEWEST_BYTE_COLUMNS = 65

/**
 * Numbers of all samples, as they came: scaled on reading, so that images stay bytes. Values are [rows][width], row by
 * row; every reader computes (value - mean) / deviation in float64.
 */
export interface SampleMatrix {
  readonly rows: number
  readonly width: number
  /** Raw, [rows][width]. Bytes where every value is a whole number from 0 to 255 and there are more than 64 columns. */
  readonly values: Float64Array | Uint8Array
  /** One per column. */
  readonly scaling: readonly Scaling[]
}

export type RawMatrix = Omit<SampleMatrix, 'scaling'>

/** Reads every cell once: `valueAt` may be slow, and no second copy of the data is made. */
export function rawMatrix(rows: number, width: number, valueAt: (row: number, column: number) => number): RawMatrix {
  return { rows, width, values: bytesOf(rows, width, valueAt) ?? numbersOf(rows, width, valueAt) }
}

/** Null at the first value that no byte holds: tables of measurements are found out in their first row. */
function bytesOf(rows: number, width: number, valueAt: (row: number, column: number) => number): Uint8Array | null {
  if (width < FEWEST_BYTE_COLUMNS) return null
  const values = new Uint8Array(rows * width)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < width; column++) {
      const value = valueAt(row, column)
      if (!Number.isInteger(value) || value < 0 || value > 255) return null
      values[row * width + column] = value
    }
  return values
}

function numbersOf(rows: number, width: number, valueAt: (row: number, column: number) => number): Float64Array {
  const values = new Float64Array(rows * width)
  // Tables keep columns, networks read rows: block by block both stay in the cache.
  for (let first = 0; first < rows; first += BLOCK_ROWS) {
    const end = Math.min(first + BLOCK_ROWS, rows)
    for (let column = 0; column < width; column++)
      for (let row = first; row < end; row++) values[row * width + column] = valueAt(row, column)
  }
  return values
}

/** One row, scaled: [width]. */
export function rowOf(matrix: SampleMatrix, row: number): number[] {
  const numbers = Array<number>(matrix.width)
  fill(matrix, row, numbers)
  return numbers
}

/** Writes one row, scaled, into `target` from place `start` on. */
export function fill(
  { width, values, scaling }: SampleMatrix,
  row: number,
  target: number[] | Float64Array | Float32Array,
  start = 0,
): void {
  for (let column = 0; column < width; column++) {
    const { mean, deviation } = scaling[column]
    target[start + column] = (values[row * width + column] - mean) / deviation
  }
}

/** Several rows, scaled: [rows][width]. */
export function rowsOf(matrix: SampleMatrix, rows: ArrayLike<number>): number[][] {
  return Array.from(rows, (row) => rowOf(matrix, row))
}

/** One column of some rows, as it came. */
export function rawColumn({ width, values }: RawMatrix, rows: readonly number[], column: number): number[] {
  return rows.map((row) => values[row * width + column])
}
