import { copyParameters, type EngineNetwork, type Parameters } from '../network'
import { batchGradients, type Samples } from './batch'

export interface GradientCheck {
  /** Largest relative difference between backpropagation and central differences. */
  readonly worst: number
  /** `LAYER.weights[unit][input]` or `LAYER.biases[unit]` where it occurs. */
  readonly place: string
}

/**
 * Compares every gradient with (C(p + h) - C(p - h)) / 2h, relative to max(1e-6, |a| + |b|).
 * With h = 1e-5 and float64 the rounding error of the quotient is about 1e-10.
 */
export function checkGradients(
  network: EngineNetwork,
  parameters: Parameters,
  samples: Samples,
  h = 1e-5,
): GradientCheck {
  const rows = samples.x.map((_, row) => row)
  const { gradients } = batchGradients(network, parameters, samples, rows)
  const shifted = copyParameters(parameters)
  let worst = 0
  let place = 'none'
  const compare = (values: number[], index: number, gradient: number, name: string): void => {
    const kept = values[index]
    const lossAt = (value: number): number => {
      values[index] = value
      return batchGradients(network, shifted, samples, rows).loss
    }
    const numeric = (lossAt(kept + h) - lossAt(kept - h)) / (2 * h)
    values[index] = kept
    const difference = Math.abs(numeric - gradient) / Math.max(1e-6, Math.abs(numeric) + Math.abs(gradient))
    if (difference > worst) [worst, place] = [difference, name]
  }
  for (const { id } of network.layers) {
    shifted[id].weights.forEach((row, unit) =>
      row.forEach((_, input) =>
        compare(row, input, gradients[id].weights[unit][input], `${id}.weights[${unit}][${input}]`),
      ),
    )
    shifted[id].biases.forEach((_, unit) =>
      compare(shifted[id].biases, unit, gradients[id].biases[unit], `${id}.biases[${unit}]`),
    )
  }
  return { worst, place }
}
