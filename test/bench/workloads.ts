export type WorkloadName = 'W1' | 'W2' | 'W3' | 'W4' | 'W5'

/** What is trained: a chain of dense layers on random data. The peers read the same fields, as JSON. */
export interface Workload {
  readonly name: WorkloadName
  /** Units from the inputs to the outputs. */
  readonly sizes: readonly number[]
  /** Of the hidden layers. */
  readonly activation: 'sigmoid' | 'tanh' | 'relu'
  /** Of the output layer. */
  readonly output: 'sigmoid' | 'tanh' | 'softmax'
  /** Means over batch and outputs, and over the batch. */
  readonly loss: 'mean-squared-error' | 'categorical-cross-entropy'
  readonly batchSize: number
  readonly rows: number
  readonly optimizer: 'sgd' | 'adam'
  readonly learningRate: number
  readonly precision: 'float32' | 'float64'
  /** Updates whose losses are compared before anything is measured. */
  readonly checkedSteps: number
}

/** Adam as its paper has it; SGD without momentum. */
export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const

const classes = {
  activation: 'relu',
  output: 'softmax',
  loss: 'categorical-cross-entropy',
  optimizer: 'adam',
  learningRate: 0.001,
  precision: 'float32',
} as const

export const WORKLOADS: readonly Workload[] = [
  {
    name: 'W1',
    sizes: [2, 2, 2],
    activation: 'sigmoid',
    output: 'sigmoid',
    loss: 'mean-squared-error',
    batchSize: 1,
    rows: 1024,
    optimizer: 'sgd',
    learningRate: 0.5,
    precision: 'float64',
    checkedSteps: 50,
  },
  {
    name: 'W2',
    sizes: [2, 8, 8, 1],
    activation: 'tanh',
    output: 'tanh',
    loss: 'mean-squared-error',
    batchSize: 10,
    rows: 500,
    optimizer: 'sgd',
    learningRate: 0.03,
    precision: 'float32',
    checkedSteps: 50,
  },
  { name: 'W3', sizes: [16, 64, 64, 4], batchSize: 32, rows: 20_000, checkedSteps: 20, ...classes },
  { name: 'W4', sizes: [784, 128, 64, 10], batchSize: 128, rows: 20_000, checkedSteps: 5, ...classes },
  { name: 'W5', sizes: [784, 1024, 1024, 10], batchSize: 256, rows: 4096, checkedSteps: 2, ...classes },
]

/** Weights and biases. */
export function parameterCount({ sizes }: Pick<Workload, 'sizes'>): number {
  return sizes.slice(1).reduce((sum, units, layer) => sum + units * ((sizes[layer] ?? 0) + 1), 0)
}

/**
 * Multiplications and additions of the matrix products for one sample: two per weight forward and for its gradient,
 * and two more for the delta sent back, which the first layer does not need.
 */
export function operationsPerSample({ sizes }: Pick<Workload, 'sizes'>): number {
  return sizes.slice(1).reduce((sum, units, layer) => sum + units * (sizes[layer] ?? 0) * (layer === 0 ? 4 : 6), 0)
}

/** The memory that training may take, in bytes: 8 x parameters + 2 x activations of a batch, inputs included, + the data set. */
export function memoryBudget({ sizes, batchSize, rows, precision }: Workload): number {
  const bytes = precision === 'float32' ? 4 : 8
  const units = sizes.reduce((sum, count) => sum + count, 0)
  const columns = (sizes[0] ?? 0) + (sizes.at(-1) ?? 0)
  return bytes * (8 * parameterCount({ sizes }) + 2 * batchSize * units + rows * columns)
}
