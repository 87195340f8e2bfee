/**
 * The SIMD vocabulary of all kernels, once for float32 and float64: T is f32 (4 lanes) or f64 (2 lanes).
 *
 * Matrices lie in panels of 32 bytes, which is PANEL<T>() = 8 or 4 columns wide:
 * element (row, column) of a matrix with `rows` rows is at
 *
 *     base + (column / PANEL) * rows * 32 + row * 32 + (column % PANEL) * sizeof<T>()
 *
 * so that one row of a panel is two vectors, and going down a panel reads memory in order. Columns beyond the width of a
 * matrix (the rest of its last panel) are 0 and stay 0.
 */

/** Bytes of one row of a panel. */
export const ROW: usize = 32

/** Columns of a panel. */
@inline
export function PANEL<T>(): i32 {
  return sizeof<T>() == 4 ? 8 : 4
}

/** Panels of a matrix that is `width` columns wide. */
@inline
export function panels<T>(width: i32): i32 {
  return (width + PANEL<T>() - 1) / PANEL<T>()
}

/**
 * sum + a * b. float64: a multiplication and an addition, each rounded, the same on every machine. float32: one fused
 * operation where the module is compiled for it (kernel 'float32 fused'), else the same two.
 */
@inline
export function madd<T>(a: v128, b: v128, sum: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) {
    if (sizeof<T>() == 4) return f32x4.relaxed_madd(a, b, sum)
  }
  return v128.add<T>(sum, v128.mul<T>(a, b))
}

/** One number of memory in every lane. */
@inline
export function splatFrom<T>(address: usize, offset: usize = 0): v128 {
  return sizeof<T>() == 4 ? v128.load32_splat(address + offset) : v128.load64_splat(address + offset)
}

/**
 * Constants of loops. They are read from memory: a vector that is put together from numbers V8 puts together anew in every
 * turn of a loop, as it does with all that has no place in the order of loads and stores.
 */
const ONE_SINGLE = memory.data<f32>([1])
const ONE_DOUBLE = memory.data<f64>([1])
const ALL_THEN_NONE = memory.data<u64>([-1, -1, 0, 0])

/** 1 in every lane. */
@inline
export function ones<T>(): v128 {
  return splatFrom<T>(sizeof<T>() == 4 ? ONE_SINGLE : ONE_DOUBLE)
}

/** The lanes of a panel's row (two vectors) that lie within the width of the matrix, all bits set; the others 0. */
@inline
export function laneMask<T>(panel: i32, width: i32, second: bool): v128 {
  return firstLanes<T>(width - panel * PANEL<T>() - (second ? PANEL<T>() / 2 : 0))
}

/** All bits of the first `count` lanes; none of the others. */
@inline
export function firstLanes<T>(count: i32): v128 {
  return v128.load(ALL_THEN_NONE + 16 - <usize>(min(max(count, 0), PANEL<T>() / 2) * sizeof<T>()))
}

/** The sum of the lanes, from the first to the last. */
@inline
export function sumOfLanes<T>(x: v128): T {
  if (sizeof<T>() == 4)
    return <T>(
      (f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1) + f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3))
    )
  return <T>(f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1))
}

/** Where element (row, column) of a matrix in panels lies. */
@inline
export function place<T>(base: usize, stride: usize, row: i32, column: i32): usize {
  return (
    base +
    <usize>(column / PANEL<T>()) * stride +
    <usize>row * ROW +
    <usize>(column % PANEL<T>()) * sizeof<T>()
  )
}
