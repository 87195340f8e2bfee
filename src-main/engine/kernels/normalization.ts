import { laneMask, panels, ROW, sumOfLanes } from './vector'

/**
 * Batch and layer normalization: a = gamma n + beta with n = (x - mean) * inverse, inverse = 1 / sqrt(variance + epsilon).
 * Batch: mean and inverse of every unit over the samples, [units] like a bias. Layer: of every sample over the units,
 * [batch], two numbers of T each. gamma and beta are [units], in panels of one row.
 */

/** Mean and inverse of the units of panels `first` .. `last` - 1 over the batch (Ioffe and Szegedy, 2015), and the variance. */
export function batchStatistics<T>(
  x: usize,
  stride: usize,
  rows: i32,
  means: usize,
  inverses: usize,
  variances: usize,
  epsilon: f64,
  first: i32,
  last: i32,
): void {
  const count = v128.splat<T>(<T>rows)
  for (let panel = first; panel < last; panel++) {
    for (let half: usize = 0; half < ROW; half += 16) {
      const column = x + <usize>panel * stride + half
      const end = column + <usize>rows * ROW
      let sum = v128.splat<T>(0)
      for (let at = column; at < end; at += ROW) sum = v128.add<T>(sum, v128.load(at))
      const mean = v128.div<T>(sum, count)
      let squares = v128.splat<T>(0)
      for (let at = column; at < end; at += ROW) {
        const distance = v128.sub<T>(v128.load(at), mean)
        squares = v128.add<T>(squares, v128.mul<T>(distance, distance))
      }
      const variance = v128.div<T>(squares, count)
      const to = <usize>panel * ROW + half
      v128.store(means + to, mean)
      v128.store(variances + to, variance)
      v128.store(inverses + to, inverseOf<T>(variance, epsilon))
    }
  }
}

@inline
function inverseOf<T>(variance: v128, epsilon: f64): v128 {
  return v128.div<T>(v128.splat<T>(1), v128.sqrt<T>(v128.add<T>(variance, v128.splat<T>(<T>epsilon))))
}

/**
 * Running mean and variance follow the batch's: r <- r + momentum (b - r), with the variance over rows - 1 (PyTorch). A batch
 * of one sample has no such variance; it moves the mean only.
 */
export function runningStatistics<T>(
  means: usize,
  variances: usize,
  runningMeans: usize,
  runningVariances: usize,
  rows: i32,
  momentum: f64,
  first: i32,
  last: i32,
): void {
  const part = v128.splat<T>(<T>momentum)
  const unbiased = v128.splat<T>(rows > 1 ? <T>(<f64>rows / <f64>(rows - 1)) : 0)
  const partOfVariance = rows > 1 ? part : v128.splat<T>(0)
  for (let at = <usize>first * ROW; at < <usize>last * ROW; at += 16) {
    const mean = v128.load(runningMeans + at)
    const variance = v128.load(runningVariances + at)
    const nextMean = v128.sub<T>(v128.load(means + at), mean)
    const nextVariance = v128.sub<T>(v128.mul<T>(v128.load(variances + at), unbiased), variance)
    v128.store(runningMeans + at, v128.add<T>(mean, v128.mul<T>(part, nextMean)))
    v128.store(runningVariances + at, v128.add<T>(variance, v128.mul<T>(partOfVariance, nextVariance)))
  }
}

/** a = gamma (x - mean) inverse + beta. With `variances` the inverses are made from them first (running statistics). */
export function batchNormalize<T>(
  x: usize,
  a: usize,
  stride: usize,
  width: i32,
  means: usize,
  inverses: usize,
  variances: usize,
  epsilon: f64,
  gamma: usize,
  beta: usize,
  first: i32,
  last: i32,
): void {
  const count = panels<T>(width)
  for (let panel = 0; panel < count; panel++) {
    for (let half: usize = 0; half < ROW; half += 16) {
      const unit = <usize>panel * ROW + half
      const mask = laneMask<T>(panel, width, half != 0)
      const mean = v128.load(means + unit)
      const inverse = variances ? inverseOf<T>(v128.load(variances + unit), epsilon) : v128.load(inverses + unit)
      const scale = v128.load(gamma + unit)
      const shift = v128.load(beta + unit)
      const offset = <usize>panel * stride + half
      const end = <usize>last * ROW + offset
      for (let at = <usize>first * ROW + offset; at < end; at += ROW) {
        const normal = v128.mul<T>(v128.sub<T>(v128.load(x + at), mean), inverse)
        v128.store(a + at, v128.and(v128.add<T>(v128.mul<T>(scale, normal), shift), mask))
      }
    }
  }
}

/**
 * Back through a batch normalization, and its gradients: with n as above and g = dC/da,
 * dC/dgamma = sum g n, dC/dbeta = sum g, dC/dx = gamma inverse (g - mean(g) - n mean(g n)).
 */
export function batchNormalizeBack<T>(
  x: usize,
  gradient: usize,
  out: usize,
  stride: usize,
  rows: i32,
  width: i32,
  means: usize,
  inverses: usize,
  gamma: usize,
  gammaGradient: usize,
  betaGradient: usize,
  first: i32,
  last: i32,
  sum: bool,
): void {
  const count = v128.splat<T>(<T>rows)
  for (let panel = first; panel < last; panel++) {
    for (let half: usize = 0; half < ROW; half += 16) {
      const unit = <usize>panel * ROW + half
      const mask = laneMask<T>(panel, width, half != 0)
      const mean = v128.load(means + unit)
      const inverse = v128.load(inverses + unit)
      const offset = <usize>panel * stride + half
      const end = offset + <usize>rows * ROW
      let sumG = v128.splat<T>(0)
      let sumGN = v128.splat<T>(0)
      for (let at = offset; at < end; at += ROW) {
        const g = v128.load(gradient + at)
        const normal = v128.mul<T>(v128.sub<T>(v128.load(x + at), mean), inverse)
        sumG = v128.add<T>(sumG, g)
        sumGN = v128.add<T>(sumGN, v128.mul<T>(g, normal))
      }
      v128.store(gammaGradient + unit, v128.and(sumGN, mask))
      v128.store(betaGradient + unit, v128.and(sumG, mask))
      if (!out) continue
      const meanG = v128.div<T>(sumG, count)
      const meanGN = v128.div<T>(sumGN, count)
      const scale = v128.mul<T>(v128.load(gamma + unit), inverse)
      for (let at = offset; at < end; at += ROW) {
        const normal = v128.mul<T>(v128.sub<T>(v128.load(x + at), mean), inverse)
        const rest = v128.sub<T>(v128.sub<T>(v128.load(gradient + at), meanG), v128.mul<T>(normal, meanGN))
        let result = v128.and(v128.mul<T>(scale, rest), mask)
        if (sum) result = v128.add<T>(v128.load(out + at), result)
        v128.store(out + at, result)
      }
    }
  }
}

/** a = gamma n + beta, every sample normalized over its units (Ba, Kiros and Hinton, 2016). */
export function layerNormalize<T>(
  x: usize,
  a: usize,
  stride: usize,
  width: i32,
  statistics: usize,
  epsilon: f64,
  gamma: usize,
  beta: usize,
  first: i32,
  last: i32,
): void {
  const count = panels<T>(width)
  for (let row = first; row < last; row++) {
    const offset = <usize>row * ROW
    const mean = sumOfRow<T>(x + offset, stride, width) / <T>width
    const center = v128.splat<T>(mean)
    let squares = v128.splat<T>(0)
    for (let panel = 0; panel < count; panel++) {
      for (let half: usize = 0; half < ROW; half += 16) {
        const distance = v128.and(
          v128.sub<T>(v128.load(x + offset + <usize>panel * stride + half), center),
          laneMask<T>(panel, width, half != 0),
        )
        squares = v128.add<T>(squares, v128.mul<T>(distance, distance))
      }
    }
    const variance = sumOfLanes<T>(squares) / <T>width
    const inverse = <T>(1 / sqrt<f64>(<f64>variance + epsilon))
    const own = statistics + <usize>row * 2 * sizeof<T>()
    store<T>(own, mean)
    store<T>(own + sizeof<T>(), inverse)
    for (let panel = 0; panel < count; panel++) {
      for (let half: usize = 0; half < ROW; half += 16) {
        const at = offset + <usize>panel * stride + half
        const unit = <usize>panel * ROW + half
        const normal = v128.mul<T>(v128.sub<T>(v128.load(x + at), center), v128.splat<T>(inverse))
        const value = v128.add<T>(v128.mul<T>(v128.load(gamma + unit), normal), v128.load(beta + unit))
        v128.store(a + at, v128.and(value, laneMask<T>(panel, width, half != 0)))
      }
    }
  }
}

@inline
function sumOfRow<T>(row: usize, stride: usize, width: i32): T {
  const count = panels<T>(width)
  let sum = v128.splat<T>(0)
  for (let panel = 0; panel < count; panel++) {
    const at = row + <usize>panel * stride
    sum = v128.add<T>(sum, v128.add<T>(v128.load(at), v128.load(at, 16)))
  }
  return sumOfLanes<T>(sum)
}

/** dC/dx = inverse (h - mean(h) - n mean(h n)) with h = gamma g, over the units of each sample. */
export function layerNormalizeBack<T>(
  x: usize,
  gradient: usize,
  out: usize,
  stride: usize,
  width: i32,
  statistics: usize,
  gamma: usize,
  first: i32,
  last: i32,
  sum: bool,
): void {
  const count = panels<T>(width)
  for (let row = first; row < last; row++) {
    const offset = <usize>row * ROW
    const own = statistics + <usize>row * 2 * sizeof<T>()
    const mean = v128.splat<T>(load<T>(own))
    const inverse = v128.splat<T>(load<T>(own + sizeof<T>()))
    let sumH = v128.splat<T>(0)
    let sumHN = v128.splat<T>(0)
    for (let panel = 0; panel < count; panel++) {
      for (let half: usize = 0; half < ROW; half += 16) {
        const at = offset + <usize>panel * stride + half
        const h = v128.mul<T>(v128.load(gradient + at), v128.load(gamma + <usize>panel * ROW + half))
        const normal = v128.mul<T>(v128.sub<T>(v128.load(x + at), mean), inverse)
        sumH = v128.add<T>(sumH, h)
        sumHN = v128.add<T>(sumHN, v128.mul<T>(h, normal))
      }
    }
    const meanH = v128.splat<T>(sumOfLanes<T>(sumH) / <T>width)
    const meanHN = v128.splat<T>(sumOfLanes<T>(sumHN) / <T>width)
    for (let panel = 0; panel < count; panel++) {
      for (let half: usize = 0; half < ROW; half += 16) {
        const at = offset + <usize>panel * stride + half
        const h = v128.mul<T>(v128.load(gradient + at), v128.load(gamma + <usize>panel * ROW + half))
        const normal = v128.mul<T>(v128.sub<T>(v128.load(x + at), mean), inverse)
        const rest = v128.sub<T>(v128.sub<T>(h, meanH), v128.mul<T>(normal, meanHN))
        let result = v128.and(v128.mul<T>(inverse, rest), laneMask<T>(panel, width, half != 0))
        if (sum) result = v128.add<T>(v128.load(out + at), result)
        v128.store(out + at, result)
      }
    }
  }
}

/** dC/dgamma = sum g n and dC/dbeta = sum g over the samples, for panels `first` .. `last` - 1 of the units. */
export function scaleGradient<T>(
  x: usize,
  gradient: usize,
  stride: usize,
  rows: i32,
  width: i32,
  statistics: usize,
  gammaGradient: usize,
  betaGradient: usize,
  first: i32,
  last: i32,
): void {
  for (let panel = first; panel < last; panel++) {
    for (let half: usize = 0; half < ROW; half += 16) {
      const mask = laneMask<T>(panel, width, half != 0)
      const offset = <usize>panel * stride + half
      let sumG = v128.splat<T>(0)
      let sumGN = v128.splat<T>(0)
      for (let row = 0; row < rows; row++) {
        const own = statistics + <usize>row * 2 * sizeof<T>()
        const at = offset + <usize>row * ROW
        const g = v128.load(gradient + at)
        const distance = v128.sub<T>(v128.load(x + at), v128.splat<T>(load<T>(own)))
        sumG = v128.add<T>(sumG, g)
        sumGN = v128.add<T>(sumGN, v128.mul<T>(g, v128.mul<T>(distance, v128.splat<T>(load<T>(own + sizeof<T>())))))
      }
      v128.store(gammaGradient + <usize>panel * ROW + half, v128.and(sumGN, mask))
      v128.store(betaGradient + <usize>panel * ROW + half, v128.and(sumG, mask))
    }
  }
}
