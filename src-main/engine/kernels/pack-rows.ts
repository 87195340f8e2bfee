import { PANEL } from './vector'

/** Four rows of A side by side: packed[k] = (A[0][k], A[1][k], A[2][k], A[3][k]), so that a tile reads memory in order. */
export function pack4Rows<T>(a: usize, stride: usize, depth: i32, to: usize): void {
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

/** Six rows of float32 side by side: packed[k] = (A[0][k] .. A[5][k]). */
export function pack6Rows(a: usize, stride: usize, depth: i32, to: usize): void {
  while (depth > 0) {
    pack6x4(a, to)
    if (depth > 4) pack6x4(a + 16, to + 96)
    a += stride
    to += 192
    depth -= PANEL<f32>()
  }
}

/** Four float32 columns of six rows, transposed. Columns beyond the depth go where the next block will be written. */
function pack6x4(a: usize, to: usize): void {
  const r0 = v128.load(a), r1 = v128.load(a, 32), r2 = v128.load(a, 64), r3 = v128.load(a, 96)
  const t0 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5)
  const t1 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5)
  const t2 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7)
  const t3 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7)
  const r4 = v128.load(a, 128), r5 = v128.load(a, 160)
  const t4 = v128.shuffle<f32>(r4, r5, 0, 4, 1, 5)
  const t5 = v128.shuffle<f32>(r4, r5, 2, 6, 3, 7)
  v128.store(to, v128.shuffle<f64>(t0, t1, 0, 2))
  v128.store_lane<u64>(to, t4, 0, 16)
  v128.store(to, v128.shuffle<f64>(t0, t1, 1, 3), 24)
  v128.store_lane<u64>(to, t4, 1, 40)
  v128.store(to, v128.shuffle<f64>(t2, t3, 0, 2), 48)
  v128.store_lane<u64>(to, t5, 0, 64)
  v128.store(to, v128.shuffle<f64>(t2, t3, 1, 3), 72)
  v128.store_lane<u64>(to, t5, 1, 88)
}
