import { exp } from './elementary'
import { laneMask, panels, ROW, sumOfLanes } from './vector'

/** a_j = e^(z_j - max z) / sum_k e^(z_k - max z) of rows `first` .. `last` - 1; a may be z itself. */
export function softmax<T>(z: usize, a: usize, stride: usize, width: i32, first: i32, last: i32): void {
  for (let row = first; row < last; row++) {
    const offset = <usize>row * ROW
    softmaxRow<T>(z + offset, a + offset, stride, width, largestOf<T>(z + offset, stride, width))
  }
}

/** One row, given its largest z. Returns sum_k e^(z_k - max z). */
export function softmaxRow<T>(z: usize, a: usize, stride: usize, width: i32, largestZ: T): T {
  const count = panels<T>(width)
  const largest = v128.splat<T>(largestZ)
  let sums = v128.splat<T>(0)
  for (let panel = 0; panel < count; panel++) {
    const at = <usize>panel * stride
    const low = v128.and(exp<T>(v128.sub<T>(v128.load(z + at), largest)), laneMask<T>(panel, width, false))
    const high = v128.and(exp<T>(v128.sub<T>(v128.load(z + at, 16), largest)), laneMask<T>(panel, width, true))
    v128.store(a + at, low)
    v128.store(a + at, high, 16)
    sums = v128.add<T>(sums, v128.add<T>(low, high))
  }
  const sum = sumOfLanes<T>(sums)
  const divisor = v128.splat<T>(sum)
  for (let panel = 0; panel < count; panel++) {
    const at = a + <usize>panel * stride
    v128.store(at, v128.div<T>(v128.load(at), divisor))
    v128.store(at, v128.div<T>(v128.load(at, 16), divisor), 16)
  }
  return sum
}

/** The largest of the `width` numbers of one row; NaN where there is one. */
export function largestOf<T>(row: usize, stride: usize, width: i32): T {
  const count = panels<T>(width)
  let largest = v128.splat<T>(<T>-Infinity)
  for (let panel = 0; panel < count; panel++) {
    const at = row + <usize>panel * stride
    const lowest = v128.splat<T>(<T>-Infinity)
    largest = v128.max<T>(largest, v128.bitselect(v128.load(at), lowest, laneMask<T>(panel, width, false)))
    largest = v128.max<T>(largest, v128.bitselect(v128.load(at, 16), lowest, laneMask<T>(panel, width, true)))
  }
  if (sizeof<T>() == 4)
    return <T>(
      max(
        max(f32x4.extract_lane(largest, 0), f32x4.extract_lane(largest, 1)),
        max(f32x4.extract_lane(largest, 2), f32x4.extract_lane(largest, 3)),
      )
    )
  return <T>max(f64x2.extract_lane(largest, 0), f64x2.extract_lane(largest, 1))
}

/** delta_k = a_k (g_k - sum_j g_j a_j): the product with the Jacobian da_j/dz_k = a_j ([j = k] - a_k). */
export function softmaxBack<T>(
  a: usize,
  gradient: usize,
  out: usize,
  stride: usize,
  width: i32,
  first: i32,
  last: i32,
  sum: bool,
): void {
  const count = panels<T>(width)
  for (let row = first; row < last; row++) {
    const offset = <usize>row * ROW
    let products = v128.splat<T>(0)
    for (let panel = 0; panel < count; panel++) {
      const at = offset + <usize>panel * stride
      products = v128.add<T>(products, v128.mul<T>(v128.load(a + at), v128.load(gradient + at)))
      products = v128.add<T>(products, v128.mul<T>(v128.load(a + at, 16), v128.load(gradient + at, 16)))
    }
    const mean = v128.splat<T>(sumOfLanes<T>(products))
    for (let panel = 0; panel < count; panel++) {
      let at = offset + <usize>panel * stride
      for (const end = at + ROW; at < end; at += 16) {
        let result = v128.mul<T>(v128.load(a + at), v128.sub<T>(v128.load(gradient + at), mean))
        if (sum) result = v128.add<T>(v128.load(out + at), result)
        v128.store(out + at, result)
      }
    }
  }
}
