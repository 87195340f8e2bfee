import { makeData, makeWeights } from './data.mjs'
import { ADAM, type Workload } from './workloads'

/** One dense layer and its last batch, all row by row; weights: [units][inputs], z and delta: [batch][units]. */
interface OracleLayer {
  readonly units: number
  readonly inputs: number
  readonly activation: Workload['activation'] | Workload['output']
  readonly parameters: Float64Array
  readonly gradients: Float64Array
  readonly first: Float64Array
  readonly second: Float64Array
}

/**
 * The losses of a workload's first updates, in the order of the rows, from `makeWeights`: plain loops in float64 that
 * share no line with the engine, so that whoever trains wrongly, or trains something else, is found before it is measured.
 */
export function oracleLosses(workload: Workload): number[] {
  const { sizes, rows, batchSize, checkedSteps } = workload
  const { x, y } = makeData(workload)
  const weights = makeWeights(workload)
  const layers = sizes.slice(1).map((units, index): OracleLayer => {
    const inputs = sizes[index] ?? 0
    const count = units * (inputs + 1)
    const parameters = new Float64Array(count)
    parameters.set(weights[index] ?? [])
    const activation = index === sizes.length - 2 ? workload.output : workload.activation
    const [gradients, first, second] = [0, 0, 0].map(() => new Float64Array(count))
    return { units, inputs, activation, parameters, gradients, first, second } as OracleLayer
  })
  const losses: number[] = []
  for (let step = 1, start = 0; step <= checkedSteps; step++) {
    const end = Math.min(start + batchSize, rows)
    for (const { gradients } of layers) gradients.fill(0)
    let loss = 0
    for (let row = start; row < end; row++) {
      const inputs = sizes[0] ?? 0
      const outputs = sizes.at(-1) ?? 0
      const features = Float64Array.from(x.subarray(row * inputs, (row + 1) * inputs))
      const targets = Float64Array.from(y.subarray(row * outputs, (row + 1) * outputs))
      loss += learnSample(workload, layers, { features, targets }) / (end - start)
    }
    losses.push(loss)
    for (const layer of layers) update(workload, layer, { step, samples: end - start })
    start = end === rows ? 0 : end
  }
  return losses
}

/** Adds one sample's gradients; returns its loss. */
function learnSample(
  workload: Workload,
  layers: readonly OracleLayer[],
  { features, targets }: { features: Float64Array; targets: Float64Array },
): number {
  const activations = [features]
  for (const layer of layers) activations.push(forward(layer, activations.at(-1) ?? features))
  const output = activations.at(-1) ?? features
  const crossEntropy = workload.loss === 'categorical-cross-entropy'
  let loss = 0
  let delta = output.map((a, unit) => {
    const y = targets[unit] ?? 0
    if (crossEntropy) {
      if (y > 0) loss -= y * Math.log(a)
      return a - y
    }
    loss += (a - y) ** 2 / output.length
    return (2 / output.length) * (a - y) * derivative(workload.output, a)
  })
  for (let index = layers.length - 1; index >= 0; index--) {
    const layer = layers[index]
    const input = activations[index]
    if (layer === undefined || input === undefined) continue
    const received = backward(layer, input, delta)
    const { activation } = workload
    delta = received.map((gradient, unit) => gradient * derivative(activation, input[unit] ?? 0))
  }
  return loss
}

function forward({ units, inputs, activation, parameters }: OracleLayer, input: Float64Array): Float64Array {
  const z = new Float64Array(units)
  for (let unit = 0; unit < units; unit++) {
    let sum = parameters[units * inputs + unit] ?? 0
    for (let from = 0; from < inputs; from++) sum += (parameters[unit * inputs + from] ?? 0) * (input[from] ?? 0)
    z[unit] = sum
  }
  switch (activation) {
    case 'sigmoid':
      return z.map((each) => 1 / (1 + Math.exp(-each)))
    case 'tanh':
      return z.map(Math.tanh)
    case 'relu':
      return z.map((each) => Math.max(0, each))
    case 'softmax': {
      const largest = Math.max(...z)
      const powers = z.map((each) => Math.exp(each - largest))
      const total = powers.reduce((sum, power) => sum + power, 0)
      return powers.map((power) => power / total)
    }
  }
}

/** da/dz as a function of a; softmax has its own way, together with the loss. */
function derivative(activation: OracleLayer['activation'], a: number): number {
  switch (activation) {
    case 'sigmoid':
      return a * (1 - a)
    case 'tanh':
      return 1 - a * a
    case 'relu':
      return a > 0 ? 1 : 0
    case 'softmax':
      return 1
  }
}

/** Adds to the gradients; returns W^T delta. */
function backward(
  { units, inputs, parameters, gradients }: OracleLayer,
  input: Float64Array,
  delta: Float64Array,
): Float64Array {
  const received = new Float64Array(inputs)
  for (let unit = 0; unit < units; unit++) {
    const error = delta[unit] ?? 0
    for (let from = 0, place = unit * inputs; from < inputs; from++, place++) {
      gradients[place] = (gradients[place] ?? 0) + error * (input[from] ?? 0)
      received[from] = (received[from] ?? 0) + error * (parameters[place] ?? 0)
    }
    gradients[units * inputs + unit] = (gradients[units * inputs + unit] ?? 0) + error
  }
  return received
}

function update(
  { optimizer, learningRate }: Workload,
  { parameters, gradients, first, second }: OracleLayer,
  { step, samples }: { step: number; samples: number },
): void {
  const { beta1, beta2, epsilon } = ADAM
  for (let index = 0; index < parameters.length; index++) {
    const gradient = (gradients[index] ?? 0) / samples
    let change = gradient
    if (optimizer === 'adam') {
      const mean = beta1 * (first[index] ?? 0) + (1 - beta1) * gradient
      const square = beta2 * (second[index] ?? 0) + (1 - beta2) * gradient * gradient
      first[index] = mean
      second[index] = square
      change = mean / (1 - beta1 ** step) / (Math.sqrt(square / (1 - beta2 ** step)) + epsilon)
    }
    parameters[index] = (parameters[index] ?? 0) - learningRate * change
  }
}
