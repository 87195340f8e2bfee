import { PACKED_BYTES, PACKED_ROWS } from './codes'
import { pack4Rows, pack6Rows } from './pack-rows'
import { SIX, sixesOf, tile1, tile4, tile6 } from './tiles'
import { madd, panels, ROW, splatFrom } from './vector'

/**
 * The forward and the delta product, one tile for both:
 *
 *     C[row][n] = start[row][n] + sum over k of A[row][k] B[k][n]      k = 0 .. depth - 1, in this order
 *
 * forward: A = x [batch][inputs], B[k][n] = W[n][k] in panels [units / PANEL][inputs][PANEL], start = biases, C = z.
 * delta:   A = delta [batch][units], B[k][n] = W[k][n] in panels [inputs / PANEL][units][PANEL], C = dC/dx.
 *
 * Panels of A and C are `stride` bytes apart, those of B `bPanel`, those of start `startPanel`; `startRow` is 0 where all
 * rows start alike (biases, zero) and 32 where each has its own (C goes on from what it holds).
 * Every element is one sum over k in order, whatever the height of the tile: the bits don't depend on who does which rows.
 */
export function product<T>(
  a: usize,
  stride: usize,
  b: usize,
  bPanel: usize,
  c: usize,
  start: usize,
  startPanel: usize,
  startRow: usize,
  depth: i32,
  width: i32,
  firstRow: i32,
  lastRow: i32,
  packed: usize,
): void {
  const rowBytes = depth * sizeof<T>()
  // Chunks of about the same height: a last one of few rows would read all of B for little.
  const rows = lastRow - firstRow
  const chunks = max((rows * rowBytes + PACKED_BYTES - 1) / PACKED_BYTES, 1)
  const chunk = ((rows + chunks * PACKED_ROWS - 1) / (chunks * PACKED_ROWS)) * PACKED_ROWS
  for (let row = firstRow; row < lastRow; row += chunk) {
    const end = min(row + chunk, lastRow)
    const fours = row + 6 * (SIX<T>() ? sixesOf(end - row) : 0)
    const ones = fours + ((end - fours) & ~3)
    let at = row
    for (; at < fours; at += 6) pack6Rows(a + <usize>at * ROW, stride, depth, packed + <usize>((at - row) * rowBytes))
    for (; at < ones; at += 4) pack4Rows<T>(a + <usize>at * ROW, stride, depth, packed + <usize>((at - row) * rowBytes))
    const count = panels<T>(width)
    for (let n = 0; n < count; n++) {
      const bColumn = b + <usize>n * bPanel
      const cColumn = c + <usize>n * stride
      const startColumn = start + <usize>n * startPanel
      let rows = packed
      for (at = row; at < fours; at += 6) {
        tile6(rows, bColumn, cColumn + <usize>at * ROW, startColumn + <usize>at * startRow, startRow, depth)
        rows += 6 * rowBytes
      }
      for (; at < ones; at += 4) {
        tile4<T>(rows, bColumn, cColumn + <usize>at * ROW, startColumn + <usize>at * startRow, startRow, depth)
        rows += 4 * rowBytes
      }
      for (; at < end; at++)
        tile1<T>(
          a + <usize>at * ROW,
          stride,
          bColumn,
          cColumn + <usize>at * ROW,
          startColumn + <usize>at * startRow,
          depth,
        )
    }
  }
}

/**
 * The same product where A, B and C are one panel wide each and all rows start alike: four rows at a time, read where they
 * lie, and up to three beyond the batch, for which the matrices have room. Every element is the same sum over k in order.
 */
export function narrowProduct<T>(a: usize, b: usize, c: usize, start: usize, depth: i32, rows: i32): void {
  const columns = <usize>depth * sizeof<T>()
  for (const end = a + <usize>rows * ROW; a < end; a += 4 * ROW, c += 4 * ROW) {
    let c00 = v128.load(start), c01 = v128.load(start, 16)
    let c10 = c00, c11 = c01
    let c20 = c00, c21 = c01
    let c30 = c00, c31 = c01
    let row = b
    for (let at = a; at < a + columns; at += sizeof<T>(), row += ROW) {
      const b0 = v128.load(row), b1 = v128.load(row, 16)
      let s = splatFrom<T>(at)
      c00 = madd<T>(s, b0, c00)
      c01 = madd<T>(s, b1, c01)
      s = splatFrom<T>(at + 32)
      c10 = madd<T>(s, b0, c10)
      c11 = madd<T>(s, b1, c11)
      s = splatFrom<T>(at + 64)
      c20 = madd<T>(s, b0, c20)
      c21 = madd<T>(s, b1, c21)
      s = splatFrom<T>(at + 96)
      c30 = madd<T>(s, b0, c30)
      c31 = madd<T>(s, b1, c31)
    }
    v128.store(c, c00)
    v128.store(c, c01, 16)
    v128.store(c, c10, 32)
    v128.store(c, c11, 48)
    v128.store(c, c20, 64)
    v128.store(c, c21, 80)
    v128.store(c, c30, 96)
    v128.store(c, c31, 112)
  }
}
