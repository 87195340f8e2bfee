import { type EngineNetwork, parameterShape, type Parameters, type Statistics } from './network'

/** A copy that shares nothing with the original. */
export function copyParameters(parameters: Parameters): Parameters {
  return Object.fromEntries(
    Object.entries(parameters).map(([id, { weights, biases }]) => [
      id,
      { weights: weights.map((row) => [...row]), biases: [...biases] },
    ]),
  )
}

/** A copy that shares nothing with the original. */
export function copyStatistics(statistics: Statistics): Statistics {
  return Object.fromEntries(
    Object.entries(statistics).map(([id, { mean, variance }]) => [id, { mean: [...mean], variance: [...variance] }]),
  )
}

/** One number in the place of every parameter: what gradients and an optimizer's slots begin with. */
export function filledParameters(network: EngineNetwork, value = 0): Parameters {
  const parameters: Parameters = {}
  for (const layer of network.layers) {
    const shape = parameterShape(layer)
    if (!shape) continue
    parameters[layer.id] = {
      weights: Array.from({ length: shape.rows }, () => Array<number>(shape.columns).fill(value)),
      biases: Array<number>(shape.biases).fill(value),
    }
  }
  return parameters
}

/** Mean 0 and variance 1, as PyTorch's BatchNorm1d before its first batch. */
export function freshStatistics(network: EngineNetwork): Statistics {
  const statistics: Statistics = {}
  for (const { kind, id, units } of network.layers)
    if (kind === 'batch-normalization')
      statistics[id] = { mean: Array<number>(units).fill(0), variance: Array<number>(units).fill(1) }
  return statistics
}

/** Every list of numbers of a layer's parameters: the rows of its weights, then its biases. */
export function parameterRows({ weights, biases }: Parameters[string]): number[][] {
  return [...weights, biases]
}
