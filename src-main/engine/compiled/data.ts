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

/** Writes the data itself: bytes as they are, numbers scaled. */
export function writeMatrix(
  buffer: ArrayBufferLike,
  { source, address, rowBytes, scaling }: StoredMatrix,
  layout: Layout,
): void {
  const { values, rows, width } = source
  if (values instanceof Uint8Array) {
    new Uint8Array(buffer, address, values.length).set(values)
    const numbers = new Float64Array(buffer, scaling ?? 0, 2 * width)
    source.scaling.forEach(({ mean, deviation }, column) => numbers.set([mean, deviation], 2 * column))
    return
  }
  const numbers = numbersAt(buffer, layout, address, rows * rowBytes)
  if (source.scaling.every(({ mean, deviation }) => mean === 0 && deviation === 1)) {
    // A plain loop converts twice as fast as `set`.
    for (let at = 0; at < values.length; at++) numbers[at] = values[at]
    return
  }
  const means = Float64Array.from(source.scaling, ({ mean }) => mean)
  const deviations = Float64Array.from(source.scaling, ({ deviation }) => deviation)
  for (let row = 0, at = 0; row < rows; row++)
    for (let column = 0; column < width; column++, at++)
      numbers[at] = scale(values[at], { mean: means[column], deviation: deviations[column] })
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
