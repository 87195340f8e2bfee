import { ADAGRAD, ADAM, ADAMW, NADAM, RMSPROP, RPROP, SGD } from './codes'
import { madd, splatFrom } from './vector'

/**
 * One update of the parameters at `w` .. `w` + `bytes`, by the formulas of `engine/optimizers`, whose files hand over the
 * `factors` (8 numbers). g: gradient, s0, s1, s2: the optimizer's numbers per parameter, in the layout of w.
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
      return adam<T>(w, g, s0, s1, end, factors, false)
    case ADAMW:
      return adam<T>(w, g, s0, s1, end, factors, decays)
    case NADAM:
      return nadam<T>(w, g, s0, s1, end, factors)
    case RPROP:
      return rprop<T>(w, g, s0, s1, end, factors)
  }
}

/**
 * One of the factors in every lane. It is read from memory right there: put together from numbers, V8 would do that anew for
 * every four parameters, and as often divide where one is the inverse of another.
 */
@inline
function factor<T>(factors: usize, index: usize): v128 {
  return splatFrom<T>(factors + index * sizeof<T>())
}

/** Far below everything that counts, and far above the numbers that have no full precision any more. */
const LITTLE_SINGLE = memory.data<f32>([1e-20])
const LITTLE_DOUBLE = memory.data<f64>([1e-200])

@inline
function little<T>(): v128 {
  return splatFrom<T>(sizeof<T>() == 4 ? LITTLE_SINGLE : LITTLE_DOUBLE)
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
  const rate = factor<T>(factors, 0)
  if (load<T>(factors + sizeof<T>()) == 0) {
    // The velocity is the gradient itself, kept for a momentum that may come later.
    for (; w < end; w += 16, g += 16, velocities += 16) {
      const gradient = v128.load(g)
      v128.store(velocities, gradient)
      v128.store(w, v128.sub<T>(v128.load(w), v128.mul<T>(rate, gradient)))
    }
    return
  }
  const momentum = factor<T>(factors, 1)
  const nesterov = load<T>(factors + 2 * sizeof<T>()) != 0
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
  const rate = factor<T>(factors, 0)
  const epsilon = factor<T>(factors, 1)
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
  const rate = factor<T>(factors, 0)
  const rho = factor<T>(factors, 1)
  const rest = factor<T>(factors, 2)
  const epsilon = factor<T>(factors, 3)
  const momentum = factor<T>(factors, 4)
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

/** factors: rate / (1 - beta1^t), 1 / sqrt(1 - beta2^t), 1 - beta1, beta2, 1 - beta2, epsilon; what decay leaves. */
function adam<T>(w: usize, g: usize, means: usize, variances: usize, end: usize, factors: usize, decays: bool): void {
  const rate = factor<T>(factors, 0)
  const correction = factor<T>(factors, 1)
  const rest1 = factor<T>(factors, 2)
  const beta2 = factor<T>(factors, 3)
  const rest2 = factor<T>(factors, 4)
  const epsilon = factor<T>(factors, 5)
  const tiny = little<T>()
  if (decays) decay<T>(w, end, factor<T>(factors, 6))
  for (; w < end; w += 16, g += 16, means += 16, variances += 16) {
    const gradient = v128.load(g)
    const before = v128.load(means)
    const mean = madd<T>(v128.sub<T>(gradient, before), rest1, before)
    const square = v128.mul<T>(v128.mul<T>(rest2, gradient), gradient)
    const variance = madd<T>(beta2, v128.load(variances), square)
    v128.store(means, settled<T>(mean, tiny))
    v128.store(variances, settled<T>(variance, tiny))
    const divisor = madd<T>(v128.sqrt<T>(variance), correction, epsilon)
    const step = v128.div<T>(v128.mul<T>(rate, mean), divisor)
    v128.store(w, v128.sub<T>(v128.load(w), step))
  }
}

/** Parameters, times what decay leaves of them. */
function decay<T>(w: usize, end: usize, left: v128): void {
  for (; w < end; w += 16) v128.store(w, v128.mul<T>(v128.load(w), left))
}

/** factors: rates of the mean and of the gradient, 1 / sqrt(1 - beta2^t), 1 - beta1, beta2, 1 - beta2, epsilon. */
function nadam<T>(w: usize, g: usize, means: usize, variances: usize, end: usize, factors: usize): void {
  const ofMean = factor<T>(factors, 0)
  const ofGradient = factor<T>(factors, 1)
  const correction = factor<T>(factors, 2)
  const rest1 = factor<T>(factors, 3)
  const beta2 = factor<T>(factors, 4)
  const rest2 = factor<T>(factors, 5)
  const epsilon = factor<T>(factors, 6)
  const tiny = little<T>()
  for (; w < end; w += 16, g += 16, means += 16, variances += 16) {
    const gradient = v128.load(g)
    const before = v128.load(means)
    const mean = madd<T>(v128.sub<T>(gradient, before), rest1, before)
    const square = v128.mul<T>(v128.mul<T>(rest2, gradient), gradient)
    const variance = madd<T>(beta2, v128.load(variances), square)
    v128.store(means, settled<T>(mean, tiny))
    v128.store(variances, settled<T>(variance, tiny))
    const divisor = madd<T>(v128.sqrt<T>(variance), correction, epsilon)
    const step = v128.add<T>(v128.mul<T>(ofGradient, gradient), v128.mul<T>(ofMean, mean))
    v128.store(w, v128.sub<T>(v128.load(w), v128.div<T>(step, divisor)))
  }
}

/** factors: shrink, grow, smallest, largest. Where the sign of the gradient changed, it is taken as 0 (no step). */
function rprop<T>(w: usize, g: usize, earlier: usize, sizes: usize, end: usize, factors: usize): void {
  const zero = v128.splat<T>(0)
  const one = v128.splat<T>(1)
  const shrink = factor<T>(factors, 0)
  const grow = factor<T>(factors, 1)
  const smallest = factor<T>(factors, 2)
  const largest = factor<T>(factors, 3)
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
