import { type EngineDense } from '../network'
import { type Batch, type LayerFunctions, required } from './layer'

/**
 * z = W x + b. With delta = dC/dz:
 *
 *     BP3  dC/db = delta                              (one shared bias: the sum of all units' deltas)
 *     BP4  dC/dW[unit][input] = x[input] delta[unit]   (0 where there is no connection)
 *     back dC/dx = W^T delta
 *
 * Nielsen, Neural Networks and Deep Learning, chapter 2.
 */
export const dense: LayerFunctions<EngineDense> = {
  kind: 'dense',
  forward(layer, { x, parameters }) {
    const { weights, biases } = required(parameters, layer)
    const z = x.map((sample) => weights.map((row, unit) => dot(row, sample) + biasOf(layer, biases, unit)))
    return { outputs: z, kept: {} }
  },
  gradients(layer, { x }, delta) {
    const weights = sumOfOuterProducts(delta, x, layer)
    const { mask } = layer
    return {
      weights: mask
        ? weights.map((row, unit) => row.map((value, from) => (mask[unit][from] === 0 ? 0 : value)))
        : weights,
      biases: biasGradients(layer, delta),
    }
  },
  sendBack(layer, _pass, delta, parameters) {
    const { weights } = required(parameters, layer)
    return delta.map((error) => transposedProduct(weights, error, layer.inputs))
  },
}

function biasOf({ bias }: EngineDense, biases: readonly number[], unit: number): number {
  switch (bias) {
    case 'per-unit':
      return biases[unit]
    case 'shared':
      return biases[0]
    case 'none':
      return 0
  }
}

function biasGradients({ bias, units }: EngineDense, delta: Batch): number[] {
  const sums = Array<number>(units).fill(0)
  for (const error of delta) for (let unit = 0; unit < units; unit++) sums[unit] += error[unit]
  switch (bias) {
    case 'per-unit':
      return sums
    case 'shared':
      return [sums.reduce((total, sum) => total + sum, 0)]
    case 'none':
      return []
  }
}

function dot(row: readonly number[], x: readonly number[]): number {
  let sum = 0
  for (let input = 0; input < row.length; input++) sum += row[input] * x[input]
  return sum
}

/** delta^T x: [units][inputs]. */
function sumOfOuterProducts(delta: Batch, x: Batch, { units, inputs }: EngineDense): number[][] {
  const sums = Array.from({ length: units }, () => Array<number>(inputs).fill(0))
  for (let sample = 0; sample < delta.length; sample++)
    for (let unit = 0; unit < units; unit++)
      for (let input = 0; input < inputs; input++) sums[unit][input] += x[sample][input] * delta[sample][unit]
  return sums
}

/** W^T delta: [inputs]. */
function transposedProduct(weights: readonly number[][], delta: readonly number[], inputs: number): number[] {
  const product = Array<number>(inputs).fill(0)
  for (let unit = 0; unit < delta.length; unit++)
    for (let input = 0; input < inputs; input++) product[input] += weights[unit][input] * delta[unit]
  return product
}
