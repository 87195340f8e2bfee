import { ADAGRAD, ADAM, ADAMW, NADAM, RMSPROP, RPROP, SGD } from './codes'
import { madd } from './vector'

/**
 * One update of the parameters at `w` .. `w` + `bytes`, by the formulas of `engine/optimizers`, whose files hand over the
 * `factors` (8 numbers of float64). g: gradient, s0, s1, s2: the optimizer's numbers per parameter, in the layout of w.
 * decays: weight decay acts on these parameters.
 */
export function applyOptimizer<T>(
  code: i32,
  w: usize,
  g: usize,
  s0: usize,
  s1: usize,
  s2: usize,
  bytes: usize,
  factors: usize,
  decays: bool,
): void {
  const end = w + bytes
  switch (code) {
    case SGD:
      return sgd<T>(w, g, s0, end, factors)
    case ADAGRAD:
      return adagrad<T>(w, g, s0, end, factors)
    case RMSPROP:
      return rmsprop<T>(w, g, s0, s1, end, factors)
    case ADAM:
      return adam<T>(w, g, s0, s1, end, factors, 1)
    case ADAMW:
      return adam<T>(w, g, s0, s1, end, factors, decays ? factor(factors, 6) : 1)
    case NADAM:
      return nadam<T>(w, g, s0, s1, end, factors)
    case RPROP:
      return rprop<T>(w, g, s0, s1, end, factors)
  }
}

@inline
function factor(factors: usize, index: usize): f64 {
  return load<f64>(factors + (index << 3))
}

@inline
function lanes<T>(value: f64): v128 {
  return v128.splat<T>(<T>value)
}

/** Far below everything that counts, and far above the numbers that have no full precision any more. */
const LITTLE = memory.data<f64>([1e-20, 1e-200])

@inline
function little<T>(): v128 {
  return v128.splat<T>(<T>load<f64>(LITTLE + (sizeof<T>() == 4 ? 0 : 8)))
}

/**
 * A mean that has all but died away, such as Adam's behind units that give 0, stays above the denormal numbers, which would
 * slow every further step many times over: adding a little and taking it away rounds off what is far below it.
 */
@inline
function settled<T>(x: v128, little: v128): v128 {
  return v128.sub<T>(v128.add<T>(x, little), little)
}

/** factors: rate, momentum, 1 for Nesterov. */
function sgd<T>(w: usize, g: usize, velocities: usize, end: usize, factors: usize): void {
  const rate = lanes<T>(factor(factors, 0))
  if (factor(factors, 1) == 0) {
    // The velocity is the gradient itself, kept for a momentum that may come later.
    for (; w < end; w += 16, g += 16, velocities += 16) {
      const gradient = v128.load(g)
      v128.store(velocities, gradient)
      v128.store(w, v128.sub<T>(v128.load(w), v128.mul<T>(rate, gradient)))
    }
    return
  }
  const momentum = lanes<T>(factor(factors, 1))
  const nesterov = factor(factors, 2) != 0
  const tiny = little<T>()
  for (; w < end; w += 16, g += 16, velocities += 16) {
    const gradient = v128.load(g)
    const velocity = v128.add<T>(v128.mul<T>(momentum, v128.load(velocities)), gradient)
    v128.store(velocities, settled<T>(velocity, tiny))
    const step = nesterov ? v128.add<T>(gradient, v128.mul<T>(momentum, velocity)) : velocity
    v128.store(w, v128.sub<T>(v128.load(w), v128.mul<T>(rate, step)))
  }
}

/** factors: rate, epsilon. */
function adagrad<T>(w: usize, g: usize, sums: usize, end: usize, factors: usize): void {
  const rate = lanes<T>(factor(factors, 0))
  const epsilon = lanes<T>(factor(factors, 1))
  for (; w < end; w += 16, g += 16, sums += 16) {
    const gradient = v128.load(g)
    const sum = v128.add<T>(v128.load(sums), v128.mul<T>(gradient, gradient))
    v128.store(sums, sum)
    const step = v128.div<T>(v128.mul<T>(rate, gradient), v128.add<T>(v128.sqrt<T>(sum), epsilon))
    v128.store(w, v128.sub<T>(v128.load(w), step))
  }
}

/** factors: rate, rho, 1 - rho, epsilon, momentum. */
function rmsprop<T>(w: usize, g: usize, means: usize, velocities: usize, end: usize, factors: usize): void {
  const rate = lanes<T>(factor(factors, 0))
  const rho = lanes<T>(factor(factors, 1))
  const rest = lanes<T>(factor(factors, 2))
  const epsilon = lanes<T>(factor(factors, 3))
  const momentum = lanes<T>(factor(factors, 4))
  const tiny = little<T>()
  for (; w < end; w += 16, g += 16, means += 16, velocities += 16) {
    const gradient = v128.load(g)
    const square = v128.mul<T>(v128.mul<T>(rest, gradient), gradient)
    const mean = v128.add<T>(v128.mul<T>(rho, v128.load(means)), square)
    v128.store(means, settled<T>(mean, tiny))
    const step = v128.div<T>(gradient, v128.add<T>(v128.sqrt<T>(mean), epsilon))
    const velocity = v128.add<T>(v128.mul<T>(momentum, v128.load(velocities)), step)
    v128.store(velocities, settled<T>(velocity, tiny))
    v128.store(w, v128.sub<T>(v128.load(w), v128.mul<T>(rate, velocity)))
  }
}

/** What a root is divided by; of float32 the reciprocal, since divisions are slow and its last bit is not asked for. */
@inline
function correctionOf<T>(divisor: f64): f64 {
  return sizeof<T>() == 4 ? 1 / divisor : divisor
}

@inline
function divisorOf<T>(root: v128, correction: v128, epsilon: v128): v128 {
  return sizeof<T>() == 4 ? madd<T>(root, correction, epsilon) : v128.add<T>(v128.div<T>(root, correction), epsilon)
}

/** factors: rate / (1 - beta1^t), sqrt(1 - beta2^t), 1 - beta1, beta2, 1 - beta2, epsilon. kept: what decay leaves. */
function adam<T>(w: usize, g: usize, means: usize, variances: usize, end: usize, factors: usize, kept: f64): void {
  const rate = lanes<T>(factor(factors, 0))
  const correction = lanes<T>(correctionOf<T>(factor(factors, 1)))
  const rest1 = lanes<T>(factor(factors, 2))
  const beta2 = lanes<T>(factor(factors, 3))
  const rest2 = lanes<T>(factor(factors, 4))
  const epsilon = lanes<T>(factor(factors, 5))
  const left = lanes<T>(kept)
  const tiny = little<T>()
  for (; w < end; w += 16, g += 16, means += 16, variances += 16) {
    const gradient = v128.load(g)
    const before = v128.load(means)
    const mean = madd<T>(v128.sub<T>(gradient, before), rest1, before)
    const square = v128.mul<T>(v128.mul<T>(rest2, gradient), gradient)
    const variance = madd<T>(beta2, v128.load(variances), square)
    v128.store(means, settled<T>(mean, tiny))
    v128.store(variances, settled<T>(variance, tiny))
    const divisor = divisorOf<T>(v128.sqrt<T>(variance), correction, epsilon)
    const step = v128.div<T>(v128.mul<T>(rate, mean), divisor)
    v128.store(w, v128.sub<T>(v128.mul<T>(v128.load(w), left), step))
  }
}

/** factors: rates of the mean and of the gradient, sqrt(1 - beta2^t), 1 - beta1, beta2, 1 - beta2, epsilon. */
function nadam<T>(w: usize, g: usize, means: usize, variances: usize, end: usize, factors: usize): void {
  const ofMean = lanes<T>(factor(factors, 0))
  const ofGradient = lanes<T>(factor(factors, 1))
  const correction = lanes<T>(correctionOf<T>(factor(factors, 2)))
  const rest1 = lanes<T>(factor(factors, 3))
  const beta2 = lanes<T>(factor(factors, 4))
  const rest2 = lanes<T>(factor(factors, 5))
  const epsilon = lanes<T>(factor(factors, 6))
  const tiny = little<T>()
  for (; w < end; w += 16, g += 16, means += 16, variances += 16) {
    const gradient = v128.load(g)
    const before = v128.load(means)
    const mean = madd<T>(v128.sub<T>(gradient, before), rest1, before)
    const square = v128.mul<T>(v128.mul<T>(rest2, gradient), gradient)
    const variance = madd<T>(beta2, v128.load(variances), square)
    v128.store(means, settled<T>(mean, tiny))
    v128.store(variances, settled<T>(variance, tiny))
    const divisor = divisorOf<T>(v128.sqrt<T>(variance), correction, epsilon)
    const step = v128.add<T>(v128.mul<T>(ofGradient, gradient), v128.mul<T>(ofMean, mean))
    v128.store(w, v128.sub<T>(v128.load(w), v128.div<T>(step, divisor)))
  }
}

/** factors: shrink, grow, smallest, largest. Where the sign of the gradient changed, it is taken as 0 (no step). */
function rprop<T>(w: usize, g: usize, earlier: usize, sizes: usize, end: usize, factors: usize): void {
  const zero = v128.splat<T>(0)
  const one = v128.splat<T>(1)
  const shrink = lanes<T>(factor(factors, 0))
  const grow = lanes<T>(factor(factors, 1))
  const smallest = lanes<T>(factor(factors, 2))
  const largest = lanes<T>(factor(factors, 3))
  for (; w < end; w += 16, g += 16, earlier += 16, sizes += 16) {
    const gradient = v128.load(g)
    const agreement = v128.mul<T>(gradient, v128.load(earlier))
    const changed = v128.lt<T>(agreement, zero)
    const times = v128.bitselect(grow, v128.bitselect(shrink, one, changed), v128.gt<T>(agreement, zero))
    const size = v128.min<T>(v128.max<T>(v128.mul<T>(v128.load(sizes), times), smallest), largest)
    const used = v128.andnot(gradient, changed)
    v128.store(sizes, size)
    v128.store(earlier, used)
    const up = v128.and(size, v128.gt<T>(used, zero))
    const down = v128.and(size, v128.lt<T>(used, zero))
    v128.store(w, v128.add<T>(v128.sub<T>(v128.load(w), up), down))
  }
}
