import { exp } from './elementary'
import { firstLanes, PANEL, panels, place, ROW, sumOfLanes } from './vector'

/** a_j = e^(z_j - max z) / sum_k e^(z_k - max z) of rows `first` .. `last` - 1; a may be z itself. */
export function softmax<T>(z: usize, a: usize, stride: usize, width: i32, first: i32, last: i32): void {
  for (let row = first; row < last; row++) {
    const offset = <usize>row * ROW
    softmaxRow<T>(z + offset, a + offset, stride, width, largestOf<T>(z + offset, stride, width))
  }
}

/** One row, given its largest z. Returns sum_k e^(z_k - max z). */
export function softmaxRow<T>(z: usize, a: usize, stride: usize, width: i32, largestZ: T): T {
  const largest = v128.splat<T>(largestZ)
  let sums = v128.splat<T>(0)
  for (let lane = 0; lane < width; lane += PANEL<T>() / 2) {
    const at = place<T>(0, stride, 0, lane)
    const power = v128.and(exp<T>(v128.sub<T>(v128.load(z + at), largest)), firstLanes<T>(width - lane))
    v128.store(a + at, power)
    sums = v128.add<T>(sums, power)
  }
  const sum = sumOfLanes<T>(sums)
  const divisor = v128.splat<T>(sum)
  for (let lane = 0; lane < width; lane += PANEL<T>() / 2) {
    const at = place<T>(a, stride, 0, lane)
    v128.store(at, v128.div<T>(v128.load(at), divisor))
  }
  return sum
}

/** The largest of the `width` numbers of one row; NaN where there is one. */
export function largestOf<T>(row: usize, stride: usize, width: i32): T {
  const lowest = v128.splat<T>(<T>-Infinity)
  let largest = lowest
  for (let lane = 0; lane < width; lane += PANEL<T>() / 2) {
    const z = v128.load(place<T>(row, stride, 0, lane))
    largest = v128.max<T>(largest, v128.bitselect(z, lowest, firstLanes<T>(width - lane)))
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
