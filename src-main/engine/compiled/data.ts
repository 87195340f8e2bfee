import { scale } from '../data/scaling'
import { type SampleMatrix } from '../data/sample-matrix'
import { type Allocator, type Layout } from './layout'

/** A matrix of the data in the kernels' memory, row after row. */
export interface StoredMatrix {
  readonly source: SampleMatrix
  readonly address: number
  readonly rowBytes: number
  /** Bytes are scaled when a batch is gathered; this is where mean and deviation of each column lie. null: numbers. */
  readonly scaling: number | null
}

export function storeMatrix(source: SampleMatrix, layout: Layout, allocator: Allocator): StoredMatrix {
  const bytes = source.values instanceof Uint8Array
  const rowBytes = source.width * (bytes ? 1 : layout.size)
  return {
    source,
    rowBytes,
    address: allocator.take(rowBytes * source.rows),
    scaling: bytes ? allocator.take(16 * source.width) : null,
  }
}

/**
 * Writes rows of the data where the kernels read them, each when it is first asked for: training begins before a large
 * data set is copied, and its pages are touched while it trains. Bytes stay as they are, numbers are scaled.
 */
export class RowWriter {
  private readonly written: Uint8Array
  private missing: number
  private readonly writeRow: readonly ((row: number) => void)[]

  constructor(buffer: ArrayBufferLike, matrices: readonly StoredMatrix[], layout: Layout) {
    const rows = matrices[0].source.rows
    this.written = new Uint8Array(rows)
    this.missing = rows
    this.writeRow = matrices.map((matrix) =>
      matrix.source.values instanceof Uint8Array ? byteRows(buffer, matrix) : numberRows(buffer, matrix, layout),
    )
  }

  need(rows: ArrayLike<number>): void {
    if (this.missing === 0) return
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index]
      if (this.written[row] === 1) continue
      this.written[row] = 1
      this.missing--
      for (const write of this.writeRow) write(row)
    }
  }
}

function byteRows(buffer: ArrayBufferLike, { source, address, scaling }: StoredMatrix): (row: number) => void {
  const { values, width } = source
  const numbers = new Float64Array(buffer, scaling ?? 0, 2 * width)
  source.scaling.forEach(({ mean, deviation }, column) => numbers.set([mean, deviation], 2 * column))
  const bytes = new Uint8Array(buffer, address, values.length)
  return (row) => bytes.set(values.subarray(row * width, (row + 1) * width), row * width)
}

function numberRows(
  buffer: ArrayBufferLike,
  { source, address, rowBytes }: StoredMatrix,
  layout: Layout,
): (row: number) => void {
  const { values, rows, width } = source
  const numbers = numbersAt(buffer, layout, address, rows * rowBytes)
  if (source.scaling.every(({ mean, deviation }) => mean === 0 && deviation === 1))
    return (row) => {
      // A plain loop converts twice as fast as `set`.
      for (let at = row * width; at < (row + 1) * width; at++) numbers[at] = values[at]
    }
  const means = Float64Array.from(source.scaling, ({ mean }) => mean)
  const deviations = Float64Array.from(source.scaling, ({ deviation }) => deviation)
  return (row) => {
    for (let column = 0, at = row * width; column < width; column++, at++)
      numbers[at] = scale(values[at], { mean: means[column], deviation: deviations[column] })
  }
}

/** A view on numbers of the layout's precision. */
export function numbersAt(
  buffer: ArrayBufferLike,
  { size }: Layout,
  address: number,
  bytes: number,
): Float32Array | Float64Array {
  return size === 4 ? new Float32Array(buffer, address, bytes / 4) : new Float64Array(buffer, address, bytes / 8)
}
