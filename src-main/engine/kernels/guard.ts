import { panels, ROW } from './vector'

/** The largest magnitude among rows `first` .. `last` - 1 of a matrix, or what `largest` was; NaN where there is one. */
export function largestMagnitude<T>(
  matrix: usize,
  stride: usize,
  width: i32,
  first: i32,
  last: i32,
  before: f64,
): f64 {
  const count = panels<T>(width)
  let largest = v128.splat<T>(0)
  for (let panel = 0; panel < count; panel++) {
    const column = matrix + <usize>panel * stride
    const end = column + <usize>last * ROW
    for (let at = column + <usize>first * ROW; at < end; at += ROW) {
      largest = v128.max<T>(largest, v128.abs<T>(v128.load(at)))
      largest = v128.max<T>(largest, v128.abs<T>(v128.load(at, 16)))
    }
  }
  return max<f64>(before, largestLane<T>(largest))
}

@inline
function largestLane<T>(x: v128): f64 {
  if (sizeof<T>() == 4)
    return <f64>(
      max(
        max(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1)),
        max(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3)),
      )
    )
  return max(f64x2.extract_lane(x, 0), f64x2.extract_lane(x, 1))
}

/** The sum of squares of `bytes` of numbers, in float64 for float32 too, in one order. */
export function sumOfSquares<T>(from: usize, bytes: usize): f64 {
  let sum0 = f64x2.splat(0)
  let sum1 = f64x2.splat(0)
  for (const end = from + bytes; from < end; from += 16) {
    const x = v128.load(from)
    if (sizeof<T>() == 4) {
      const low = f64x2.promote_low_f32x4(x)
      const high = f64x2.promote_low_f32x4(v128.shuffle<f64>(x, x, 1, 0))
      sum0 = f64x2.add(sum0, f64x2.mul(low, low))
      sum1 = f64x2.add(sum1, f64x2.mul(high, high))
    } else {
      sum0 = f64x2.add(sum0, f64x2.mul(x, x))
    }
  }
  const sum = f64x2.add(sum0, sum1)
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)
}
