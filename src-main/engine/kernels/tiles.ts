import { madd, PANEL, ROW, splatFrom } from './vector'

/**
 * Whether tiles six rows high are used: where a multiplication and an addition are one operation, that needs no register
 * of its own.
 */
@inline
export function SIX<T>(): bool {
  return ASC_FEATURE_RELAXED_SIMD && sizeof<T>() == 4
}

/** How many tiles of six rows are made of `rows` rows, so that tiles of four can take the others: all but the last of an odd number. */
export function sixesOf(rows: i32): i32 {
  const even = rows & ~1
  const fours = ((6 - (even % 6)) % 6) / 2
  return max((even - 4 * fours) / 6, 0)
}

/**
 * Four packed rows by one panel: 8 sums, 2 vectors of B and 1 number of A fit into 16 registers.
 * The loop is not unrolled by hand: the optimizer would reorder the sums and spill them to memory.
 */
export function tile4<T>(a: usize, b: usize, c: usize, start: usize, startRow: usize, depth: i32): void {
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
export function tile1<T>(a: usize, stride: usize, b: usize, c: usize, start: usize, depth: i32): void {
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

/** Six packed rows of float32 by one panel: 12 sums, 2 vectors of B and 1 number of A, as many as there are registers. */
export function tile6(a: usize, b: usize, c: usize, start: usize, startRow: usize, depth: i32): void {
  let c00 = v128.load(start), c01 = v128.load(start, 16)
  start += startRow
  let c10 = v128.load(start), c11 = v128.load(start, 16)
  start += startRow
  let c20 = v128.load(start), c21 = v128.load(start, 16)
  start += startRow
  let c30 = v128.load(start), c31 = v128.load(start, 16)
  start += startRow
  let c40 = v128.load(start), c41 = v128.load(start, 16)
  start += startRow
  let c50 = v128.load(start), c51 = v128.load(start, 16)
  const end = b + <usize>depth * ROW
  while (b < end) {
    const b0 = v128.load(b), b1 = v128.load(b, 16)
    let s = splatFrom<f32>(a)
    c00 = madd<f32>(s, b0, c00)
    c01 = madd<f32>(s, b1, c01)
    s = splatFrom<f32>(a + 4)
    c10 = madd<f32>(s, b0, c10)
    c11 = madd<f32>(s, b1, c11)
    s = splatFrom<f32>(a + 8)
    c20 = madd<f32>(s, b0, c20)
    c21 = madd<f32>(s, b1, c21)
    s = splatFrom<f32>(a + 12)
    c30 = madd<f32>(s, b0, c30)
    c31 = madd<f32>(s, b1, c31)
    s = splatFrom<f32>(a + 16)
    c40 = madd<f32>(s, b0, c40)
    c41 = madd<f32>(s, b1, c41)
    s = splatFrom<f32>(a + 20)
    c50 = madd<f32>(s, b0, c50)
    c51 = madd<f32>(s, b1, c51)
    a += 24
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
  v128.store(c, c40, 128)
  v128.store(c, c41, 144)
  v128.store(c, c50, 160)
  v128.store(c, c51, 176)
}
