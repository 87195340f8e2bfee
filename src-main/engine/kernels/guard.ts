import { panels, ROW, splatFrom } from './vector'

const BITS_SINGLE = memory.data<u32>([0x7fffffff])
const BITS_DOUBLE = memory.data<u64>([0x7fffffff00000000])

/** The bits of every lane that its magnitude is ordered by; read from memory, like all constants of loops. */
@inline
export function magnitudeBits<T>(): v128 {
  return splatFrom<T>(sizeof<T>() == 4 ? BITS_SINGLE : BITS_DOUBLE)
}

/**
 * The largest magnitude among rows `first` .. `last` - 1 of a matrix, or `before` where that is larger; NaN or infinite where a
 * number is. Magnitudes are ordered as the bits behind their sign, NaN and infinity above all others; of float64 the upper
 * half of the bits is enough to tell.
 */
export function largestMagnitude<T>(
  matrix: usize,
  stride: usize,
  width: i32,
  first: i32,
  last: i32,
  before: v128,
): v128 {
  const count = panels<T>(width)
  const bits = magnitudeBits<T>()
  let low = before
  let high = before
  for (let panel = 0; panel < count; panel++) {
    const column = matrix + <usize>panel * stride
    const end = column + <usize>last * ROW
    for (let at = column + <usize>first * ROW; at < end; at += ROW) {
      low = i32x4.max_u(low, v128.and(v128.load(at), bits))
      high = i32x4.max_u(high, v128.and(v128.load(at, 16), bits))
    }
  }
  return i32x4.max_u(low, high)
}

/** The largest of the lanes that `largestMagnitude` gives. */
export function largestLane<T>(x: v128): f64 {
  if (sizeof<T>() == 4) {
    const pair = i32x4.max_u(x, v128.shuffle<i64>(x, x, 1, 0))
    const largest = i32x4.max_u(pair, v128.shuffle<i32>(pair, pair, 1, 0, 3, 2))
    return <f64>reinterpret<f32>(i32x4.extract_lane(largest, 0))
  }
  const largest = i32x4.max_u(x, v128.shuffle<i64>(x, x, 1, 0))
  return f64x2.extract_lane(largest, 0)
}

/** The sum of squares of `bytes` of numbers (whole rows of a panel), in float64 for float32 too, in one order. */
export function sumOfSquares<T>(from: usize, bytes: usize): f64 {
  let sum0 = f64x2.splat(0)
  let sum1 = sum0, sum2 = sum0, sum3 = sum0
  for (const end = from + bytes; from < end; from += ROW) {
    const x = v128.load(from), y = v128.load(from, 16)
    if (sizeof<T>() == 4) {
      sum0 = withSquare(sum0, f64x2.promote_low_f32x4(x))
      sum1 = withSquare(sum1, f64x2.promote_low_f32x4(v128.shuffle<f64>(x, x, 1, 0)))
      sum2 = withSquare(sum2, f64x2.promote_low_f32x4(y))
      sum3 = withSquare(sum3, f64x2.promote_low_f32x4(v128.shuffle<f64>(y, y, 1, 0)))
    } else {
      sum0 = withSquare(sum0, x)
      sum1 = withSquare(sum1, y)
    }
  }
  const sum = f64x2.add(f64x2.add(sum0, sum1), f64x2.add(sum2, sum3))
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)
}

@inline
function withSquare(sum: v128, x: v128): v128 {
  return f64x2.add(sum, f64x2.mul(x, x))
}
