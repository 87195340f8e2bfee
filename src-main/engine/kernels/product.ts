import { PACKED_BYTES } from './codes'
import { madd, PANEL, panels, ROW, splatFrom } from './vector'

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
  const blockBytes = 4 * depth * sizeof<T>()
  const chunk = max(PACKED_BYTES / blockBytes, 1) * 4
  for (let row = firstRow; row < lastRow; row += chunk) {
    const end = min(row + chunk, lastRow)
    const blocks = (end - row) / 4
    for (let block = 0; block < blocks; block++)
      packRows<T>(a + <usize>(row + 4 * block) * ROW, stride, depth, packed + <usize>(block * blockBytes))
    const count = panels<T>(width)
    for (let n = 0; n < count; n++) {
      const bColumn = b + <usize>n * bPanel
      const cColumn = c + <usize>n * stride
      const startColumn = start + <usize>n * startPanel
      let at = row
      let rows = packed
      for (let block = 0; block < blocks; block++) {
        const from = startColumn + <usize>at * startRow
        tile4<T>(rows, bColumn, cColumn + <usize>at * ROW, from, startRow, depth)
        rows += blockBytes
        at += 4
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

/** Four rows of A side by side: packed[k] = (A[0][k], A[1][k], A[2][k], A[3][k]), so that a tile reads memory in order. */
function packRows<T>(a: usize, stride: usize, depth: i32, to: usize): void {
  while (depth > 0) {
    if (sizeof<T>() == 4) {
      pack4x4(a, to)
      if (depth > 4) pack4x4(a + 16, to + 64)
    } else {
      pack2x4(a, to)
      if (depth > 2) pack2x4(a + 16, to + 64)
    }
    a += stride
    to += 128
    depth -= PANEL<T>()
  }
}

/** Four float32 columns of four rows, transposed. Columns beyond the depth go where the next block will be written. */
function pack4x4(a: usize, to: usize): void {
  const r0 = v128.load(a),
    r1 = v128.load(a, 32),
    r2 = v128.load(a, 64),
    r3 = v128.load(a, 96)
  const t0 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5)
  const t1 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5)
  const t2 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7)
  const t3 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7)
  v128.store(to, v128.shuffle<f64>(t0, t1, 0, 2))
  v128.store(to, v128.shuffle<f64>(t0, t1, 1, 3), 16)
  v128.store(to, v128.shuffle<f64>(t2, t3, 0, 2), 32)
  v128.store(to, v128.shuffle<f64>(t2, t3, 1, 3), 48)
}

/** Two float64 columns of four rows, transposed. */
function pack2x4(a: usize, to: usize): void {
  const r0 = v128.load(a),
    r1 = v128.load(a, 32),
    r2 = v128.load(a, 64),
    r3 = v128.load(a, 96)
  v128.store(to, v128.shuffle<f64>(r0, r1, 0, 2))
  v128.store(to, v128.shuffle<f64>(r2, r3, 0, 2), 16)
  v128.store(to, v128.shuffle<f64>(r0, r1, 1, 3), 32)
  v128.store(to, v128.shuffle<f64>(r2, r3, 1, 3), 48)
}

/**
 * Four packed rows by one panel: 8 sums, 2 vectors of B and 1 number of A fit into 16 registers.
 * The loop is not unrolled by hand: the optimizer would reorder the sums and spill them to memory.
 */
function tile4<T>(a: usize, b: usize, c: usize, start: usize, startRow: usize, depth: i32): void {
  let c00 = v128.load(start),
    c01 = v128.load(start, 16)
  start += startRow
  let c10 = v128.load(start),
    c11 = v128.load(start, 16)
  start += startRow
  let c20 = v128.load(start),
    c21 = v128.load(start, 16)
  start += startRow
  let c30 = v128.load(start),
    c31 = v128.load(start, 16)
  const end = b + <usize>depth * ROW
  while (b < end) {
    const b0 = v128.load(b),
      b1 = v128.load(b, 16)
    let s = splatFrom<T>(a)
    c00 = madd<T>(s, b0, c00)
    c01 = madd<T>(s, b1, c01)
    s = splatFrom<T>(a + sizeof<T>())
    c10 = madd<T>(s, b0, c10)
    c11 = madd<T>(s, b1, c11)
    s = splatFrom<T>(a + 2 * sizeof<T>())
    c20 = madd<T>(s, b0, c20)
    c21 = madd<T>(s, b1, c21)
    s = splatFrom<T>(a + 3 * sizeof<T>())
    c30 = madd<T>(s, b0, c30)
    c31 = madd<T>(s, b1, c31)
    a += 4 * sizeof<T>()
    b += ROW
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

/** One row by one panel, read where it lies. */
function tile1<T>(a: usize, stride: usize, b: usize, c: usize, start: usize, depth: i32): void {
  let c0 = v128.load(start),
    c1 = v128.load(start, 16)
  const nextPanel = stride - ROW
  while (depth > 0) {
    let columns = min(depth, PANEL<T>())
    depth -= columns
    while (columns-- > 0) {
      const s = splatFrom<T>(a)
      c0 = madd<T>(s, v128.load(b), c0)
      c1 = madd<T>(s, v128.load(b, 16), c1)
      a += sizeof<T>()
      b += ROW
    }
    a = ((a - 1) & ~(ROW - 1)) + ROW + nextPanel
  }
  v128.store(c, c0)
  v128.store(c, c1, 16)
}

/**
 * The gradient of the weights of one panel of units:
 *
 *     G[input][unit] = sum over rows of A[row][input] D[row][unit]      row = 0 .. rows - 1, in this order
 *
 * A = x [batch][inputs], D = one panel of delta [batch][PANEL] (each sample's share of the batch is in it already), G in the
 * layout of the weights, [inputs][PANEL], beginning with input `first`. `first` and `last` are multiples of 4.
 */
export function gradientStrip<T>(a: usize, stride: usize, d: usize, g: usize, rows: i32, first: i32, last: i32): void {
  for (let input = first; input < last; input += 4) {
    const column = a + <usize>(input / PANEL<T>()) * stride + <usize>(input % PANEL<T>()) * sizeof<T>()
    gradientTile<T>(column, d, g, rows)
    g += 4 * ROW
  }
}

/** Four inputs by one panel of units. */
function gradientTile<T>(a: usize, d: usize, g: usize, rows: i32): void {
  let g00 = v128.splat<T>(0),
    g01 = g00
  let g10 = g00,
    g11 = g00
  let g20 = g00,
    g21 = g00
  let g30 = g00,
    g31 = g00
  const end = a + <usize>rows * ROW
  while (a < end) {
    const d0 = v128.load(d),
      d1 = v128.load(d, 16)
    let s = splatFrom<T>(a)
    g00 = madd<T>(s, d0, g00)
    g01 = madd<T>(s, d1, g01)
    s = splatFrom<T>(a + sizeof<T>())
    g10 = madd<T>(s, d0, g10)
    g11 = madd<T>(s, d1, g11)
    s = splatFrom<T>(a + 2 * sizeof<T>())
    g20 = madd<T>(s, d0, g20)
    g21 = madd<T>(s, d1, g21)
    s = splatFrom<T>(a + 3 * sizeof<T>())
    g30 = madd<T>(s, d0, g30)
    g31 = madd<T>(s, d1, g31)
    a += ROW
    d += ROW
  }
  v128.store(g, g00)
  v128.store(g, g01, 16)
  v128.store(g, g10, 32)
  v128.store(g, g11, 48)
  v128.store(g, g20, 64)
  v128.store(g, g21, 80)
  v128.store(g, g30, 96)
  v128.store(g, g31, 112)
}
