import {
  BINARY_CROSS_ENTROPY,
  CATEGORICAL_CROSS_ENTROPY,
  HALF_SQUARED_ERROR,
  HINGE,
  HUBER,
  MEAN_ABSOLUTE_ERROR,
  MEAN_SQUARED_ERROR,
  SIGMOID_CROSS_ENTROPY,
  SOFTMAX_CROSS_ENTROPY,
} from './codes'
import { log, log1p, scalarExp } from './elementary'
import { largestOf, softmaxRow } from './softmax'
import { PANEL, place, ROW } from './vector'

/**
 * The loss of each sample, `losses[row]` in float64, and what goes back: dC/da, each sample's times its share of the batch.
 * Losses that are fused with their activation read z where the others read a, leave a there, and give delta = dC/dz.
 *
 * a, y, gradient: [batch][width] in panels. shares: [batch].
 */
export function loss<T>(
  code: i32,
  a: usize,
  y: usize,
  gradient: usize,
  stride: usize,
  width: i32,
  shares: usize,
  losses: usize,
  first: i32,
  last: i32,
): void {
  for (let row = first; row < last; row++) {
    const share = load<T>(shares + <usize>row * sizeof<T>())
    store<f64>(losses + (<usize>row << 3), lossOfRow<T>(code, a, y, gradient, stride, width, row, share))
  }
}

/** The loss of one sample, as above. */
export function lossOfRow<T>(
  code: i32,
  a: usize,
  y: usize,
  gradient: usize,
  stride: usize,
  width: i32,
  row: i32,
  share: T,
): f64 {
  return code == SOFTMAX_CROSS_ENTROPY
    ? softmaxCrossEntropy<T>(a, y, gradient, stride, width, row, share)
    : sumOverOutputs<T>(code, a, y, gradient, stride, width, row, share)
}

function sumOverOutputs<T>(
  code: i32,
  a: usize,
  y: usize,
  gradient: usize,
  stride: usize,
  width: i32,
  row: i32,
  share: T,
): f64 {
  let sum: f64 = 0
  const divisor: f64 = code == HALF_SQUARED_ERROR || code == CATEGORICAL_CROSS_ENTROPY ? 1 : <f64>width
  const weight = <f64>share / divisor
  for (let column = 0; column < width; column++) {
    const at = place<T>(0, stride, row, column)
    const output = <f64>load<T>(a + at)
    const target = <f64>load<T>(y + at)
    let slope: f64 = 0
    switch (code) {
      case HALF_SQUARED_ERROR: {
        slope = output - target
        sum += 0.5 * slope * slope
        break
      }
      case MEAN_SQUARED_ERROR: {
        const distance = output - target
        sum += distance * distance
        slope = 2 * distance
        break
      }
      case MEAN_ABSOLUTE_ERROR: {
        const distance = output - target
        sum += abs(distance)
        slope = sign(distance)
        break
      }
      case HUBER: {
        const distance = output - target
        const size = abs(distance)
        sum += size <= 1 ? 0.5 * distance * distance : size - 0.5
        slope = size <= 1 ? distance : sign(distance)
        break
      }
      case HINGE: {
        const side: f64 = target > 0 ? 1 : -1
        const rest = 1 - side * output
        // Written so that what is not a number stays so.
        sum += rest <= 0 ? 0 : rest
        slope = rest <= 0 ? 0 : -side
        break
      }
      case BINARY_CROSS_ENTROPY: {
        if (target != 0) sum -= target * log(output)
        if (target != 1) sum -= (1 - target) * log(1 - output)
        slope = (target == 0 ? 0 : -target / output) + (target == 1 ? 0 : (1 - target) / (1 - output))
        break
      }
      case CATEGORICAL_CROSS_ENTROPY: {
        if (target != 0) sum -= target * log(output)
        slope = target == 0 ? 0 : -target / output
        break
      }
      default: {
        // SIGMOID_CROSS_ENTROPY: -y ln a - (1 - y) ln(1 - a) = max(z, 0) - z y + ln(1 + e^-|z|).
        const power = scalarExp(-abs(output))
        sum += max<f64>(output, 0) - output * target + log1p(power)
        const probability = output >= 0 ? 1 / (1 + power) : power / (1 + power)
        store<T>(a + at, <T>probability)
        slope = probability - target
      }
    }
    store<T>(gradient + at, <T>(slope * weight))
  }
  return sum / divisor
}

@inline
function sign(x: f64): f64 {
  return x > 0 ? 1 : x < 0 ? -1 : x
}

/** sum_j y_j (ln sum_k e^(z_k) - z_j), delta_j = a_j sum_k y_k - y_j. */
function softmaxCrossEntropy<T>(
  z: usize,
  y: usize,
  gradient: usize,
  stride: usize,
  width: i32,
  row: i32,
  share: T,
): f64 {
  const zRow = z + <usize>row * ROW
  const largest = largestOf<T>(zRow, stride, width)
  let total: f64 = 0
  let product: f64 = 0
  for (let column = 0; column < width; column++) {
    const at = place<T>(0, stride, row, column)
    const target = <f64>load<T>(y + at)
    total += target
    // Chosen without a jump, which no processor could foresee: which class it is, is not known before.
    product += select<f64>(0, target * (<f64>load<T>(z + at) - <f64>largest), target == 0)
  }
  const sum = softmaxRow<T>(zRow, zRow, stride, width, largest)
  const times = v128.splat<T>(<T>total)
  const part = v128.splat<T>(share)
  for (let lane = 0; lane < width; lane += PANEL<T>() / 2) {
    const at = place<T>(0, stride, row, lane)
    const difference = v128.sub<T>(v128.mul<T>(v128.load(z + at), times), v128.load(y + at))
    v128.store(gradient + at, v128.mul<T>(difference, part))
  }
  return total * log(<f64>sum) - product
}

/** What a sample counts in its batch: its weight over the sum of the batch's weights (0: all count alike). */
export function shares<T>(weights: usize, rows: usize, to: usize, count: i32, first: i32, last: i32): void {
  if (weights == 0) {
    const share = <T>(1.0 / <f64>count)
    for (let row = first; row < last; row++) store<T>(to + <usize>row * sizeof<T>(), share)
    return
  }
  let sum: f64 = 0
  for (let row = 0; row < count; row++) sum += weightOf(weights, rows, row)
  for (let row = first; row < last; row++)
    store<T>(to + <usize>row * sizeof<T>(), <T>(sum > 0 ? weightOf(weights, rows, row) / sum : 0))
}

/** The weighted mean of the samples' losses, summed in their order. */
export function meanLoss(weights: usize, rows: usize, losses: usize, count: i32): f64 {
  let sum: f64 = 0
  let total: f64 = 0
  for (let row = 0; row < count; row++) {
    const weight = weights == 0 ? 1.0 : weightOf(weights, rows, row)
    sum += weight * load<f64>(losses + (<usize>row << 3))
    total += weight
  }
  return total > 0 ? sum / total : 0
}

@inline
function weightOf(weights: usize, rows: usize, row: i32): f64 {
  return load<f64>(weights + (<usize>load<i32>(rows + (<usize>row << 2)) << 3))
}
