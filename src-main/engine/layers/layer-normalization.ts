import { type EngineLayerNormalization } from '../network'
import { type Batch, type LayerFunctions, required } from './layer'

/**
 * normalized = (x - mean) / sqrt(variance + epsilon) over the units of each sample, a = gamma normalized + beta, with the
 * biased variance. With g = delta gamma:
 *
 *     dC/dgamma = sum of delta normalized,  dC/dbeta = sum of delta
 *     dC/dx = 1 / sqrt(variance + epsilon) (g - mean of g - normalized mean of (g normalized))
 *
 * Ba, Kiros and Hinton, 2016; PyTorch's LayerNorm over all numbers of the layer.
 * Parameters: weights [1][units] is gamma, biases [units] beta.
 */
export const layerNormalization: LayerFunctions<EngineLayerNormalization> = {
  kind: 'layer-normalization',
  forward(layer, { x, parameters }) {
    const { weights, biases } = required(parameters, layer)
    const [gamma] = weights
    const means = x.map(meanOf)
    const inverseDeviations = x.map((sample, row) => {
      const variance = meanOf(sample.map((value) => (value - means[row]) ** 2))
      return 1 / Math.sqrt(variance + layer.epsilon)
    })
    const normalized = x.map((sample, row) => sample.map((value) => (value - means[row]) * inverseDeviations[row]))
    return {
      outputs: normalized.map((sample) => sample.map((value, unit) => gamma[unit] * value + biases[unit])),
      kept: { normalized, inverseDeviations },
    }
  },
  gradients: ({ units }, { kept: { normalized = [] } }, delta) => ({
    weights: [
      columnSums(
        units,
        delta.map((error, row) => error.map((value, unit) => value * normalized[row][unit])),
      ),
    ],
    biases: columnSums(units, delta),
  }),
  sendBack(layer, { kept: { normalized = [], inverseDeviations = [] } }, delta, parameters) {
    const {
      weights: [gamma],
    } = required(parameters, layer)
    return delta.map((error, row) => {
      const scaled = error.map((value, unit) => value * gamma[unit])
      const mean = meanOf(scaled)
      const slope = meanOf(scaled.map((value, unit) => value * normalized[row][unit]))
      return scaled.map((value, unit) => inverseDeviations[row] * (value - mean - normalized[row][unit] * slope))
    })
  },
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function columnSums(units: number, batch: Batch): number[] {
  const sums = Array<number>(units).fill(0)
  for (const row of batch) for (let unit = 0; unit < units; unit++) sums[unit] += row[unit]
  return sums
}
