import { type EngineBatchNormalization, type RunningStatistics } from '../network'
import { type Batch, type LayerFunctions, required } from './layer'

/**
 * normalized = (x - mean) / sqrt(variance + epsilon), a = gamma normalized + beta, unit by unit.
 *
 * While training, mean and biased variance are those of the batch, so every sample's x acts on every other's a:
 *
 *     dC/dgamma = sum of delta normalized,  dC/dbeta = sum of delta
 *     dC/dx = gamma / sqrt(variance + epsilon) (delta - mean of delta - normalized mean of (delta normalized))
 *
 * In evaluation they are the running ones, which are constants. Ioffe and Szegedy, 2015; PyTorch's BatchNorm1d.
 * Parameters: weights [1][units] is gamma, biases [units] beta.
 */
export const batchNormalization: LayerFunctions<EngineBatchNormalization> = {
  kind: 'batch-normalization',
  forward(layer, { x, parameters, statistics, mode }) {
    const { weights, biases } = required(parameters, layer)
    const [gamma] = weights
    const training = mode.kind === 'training'
    const { mean, variance } = training ? measure(x, layer.units) : required(statistics, layer)
    const inverseDeviations = variance.map((each) => 1 / Math.sqrt(each + layer.epsilon))
    const normalized = x.map((sample) => sample.map((value, unit) => (value - mean[unit]) * inverseDeviations[unit]))
    return {
      outputs: normalized.map((sample) => sample.map((value, unit) => gamma[unit] * value + biases[unit])),
      kept: { normalized, inverseDeviations, ...(training ? { measured: { mean, variance } } : {}) },
    }
  },
  gradients: ({ units }, { kept: { normalized = [] } }, delta) => ({
    weights: [sumsOf(units, delta, (sample, unit) => delta[sample][unit] * normalized[sample][unit])],
    biases: sumsOf(units, delta, (sample, unit) => delta[sample][unit]),
  }),
  sendBack(layer, { kept: { normalized = [], inverseDeviations = [], measured } }, delta, parameters) {
    const {
      weights: [gamma],
    } = required(parameters, layer)
    const { units } = layer
    if (!measured)
      return delta.map((error) => error.map((value, unit) => value * gamma[unit] * inverseDeviations[unit]))
    const mean = sumsOf(units, delta, (sample, unit) => delta[sample][unit] / delta.length)
    const slope = sumsOf(
      units,
      delta,
      (sample, unit) => (delta[sample][unit] * normalized[sample][unit]) / delta.length,
    )
    return delta.map((error, sample) =>
      error.map(
        (value, unit) =>
          gamma[unit] * inverseDeviations[unit] * (value - mean[unit] - normalized[sample][unit] * slope[unit]),
      ),
    )
  },
}

/** Mean and biased variance (divisor: samples) of every unit over the batch. */
function measure(x: Batch, units: number): RunningStatistics {
  const mean = sumsOf(units, x, (sample, unit) => x[sample][unit]).map((sum) => sum / x.length)
  const squares = sumsOf(units, x, (sample, unit) => (x[sample][unit] - mean[unit]) ** 2)
  return { mean, variance: squares.map((sum) => sum / x.length) }
}

/** Per unit, the sum over the samples in their order. */
function sumsOf(units: number, batch: Batch, of: (sample: number, unit: number) => number): number[] {
  return Array.from({ length: units }, (_, unit) => {
    let sum = 0
    for (let sample = 0; sample < batch.length; sample++) sum += of(sample, unit)
    return sum
  })
}

/**
 * The running statistics after a batch: running <- (1 - momentum) running + momentum batch, with the batch's unbiased
 * variance (divisor: samples - 1), as in PyTorch. A batch of one sample has no such variance; it moves the mean only.
 */
export function movedStatistics(
  { momentum }: EngineBatchNormalization,
  running: RunningStatistics,
  measured: RunningStatistics,
  samples: number,
): RunningStatistics {
  const moved = (before: readonly number[], now: (unit: number) => number): number[] =>
    before.map((value, unit) => (1 - momentum) * value + momentum * now(unit))
  return {
    mean: moved(running.mean, (unit) => measured.mean[unit]),
    variance:
      samples > 1
        ? moved(running.variance, (unit) => (measured.variance[unit] * samples) / (samples - 1))
        : [...running.variance],
  }
}
