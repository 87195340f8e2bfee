import { type EngineNetwork, type Parameters, zeroParameters } from '../network'
import { backward } from './backward'
import { forward, type ForwardPass } from './forward'
import { cost } from './loss'

export interface Samples {
  /** [samples][inputs] */
  readonly x: readonly (readonly number[])[]
  /** [samples][outputs] */
  readonly y: readonly (readonly number[])[]
}

export interface BatchResult {
  /** Mean cost of the batch's samples. */
  readonly loss: number
  /** Mean gradients. */
  readonly gradients: Parameters
  /** The first layer in which a sample's z or a is not finite, or null. */
  readonly notFinite: string | null
}

/** Mean cost and mean gradients of the samples in `rows`; a shorter last batch is divided by its own size. */
export function batchGradients(
  network: EngineNetwork,
  parameters: Parameters,
  samples: Samples,
  rows: readonly number[],
): BatchResult {
  const gradients = zeroParameters(parameters)
  let loss = 0
  let notFinite: string | null = null
  for (const row of rows) {
    const pass = forward(network, parameters, samples.x[row])
    notFinite ??= notFiniteLayer(network, pass)
    loss += cost(network, pass, samples.y[row])
    add(gradients, backward(network, parameters, pass, samples.y[row]).gradients)
  }
  divide(gradients, rows.length)
  return { loss: loss / rows.length, gradients, notFinite }
}

function notFiniteLayer(network: EngineNetwork, pass: ForwardPass): string | null {
  for (const { id } of network.layers) {
    const { z, a } = pass[id]
    if (!z.every(Number.isFinite) || !a.every(Number.isFinite)) return id
  }
  return null
}

function add(sum: Parameters, gradients: Parameters): void {
  for (const [id, { weights, biases }] of Object.entries(gradients)) {
    const total = sum[id]
    for (let unit = 0; unit < biases.length; unit++) {
      total.biases[unit] += biases[unit]
      const row = weights[unit]
      const totalRow = total.weights[unit]
      for (let input = 0; input < row.length; input++) totalRow[input] += row[input]
    }
  }
}

function divide(gradients: Parameters, by: number): void {
  for (const { weights, biases } of Object.values(gradients)) {
    for (const row of [...weights, biases]) for (let i = 0; i < row.length; i++) row[i] /= by
  }
}
