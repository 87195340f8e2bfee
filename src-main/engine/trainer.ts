import { type MetricId, type MetricValues } from '@shared/catalog/metrics'
import { type TrainingSettings } from '@shared/document/schema'
import { type PreparedData } from './data/prepare'
import { unscale } from './data/scaling'
import { metricOf } from './metrics'
import { copyParameters, type EngineNetwork, type Parameters } from './network'
import { permutation, randomFromSeed, randomFromState, type RandomState } from './random'
import { batchGradients } from './reference/batch'
import { forward } from './reference/forward'
import { cost } from './reference/loss'
import { freshOptimizerState, type OptimizerState, update } from './reference/update'

/** Everything a run needs to go on as if it had never stopped; plain data. */
export interface TrainerState {
  parameters: Parameters
  optimizer: OptimizerState
  /** Epochs completed. */
  epoch: number
  /** Batches completed in the current epoch. */
  batch: number
  /** Batch size of the current epoch. */
  batchSize: number
  /** Updates so far. */
  step: number
  /** State of the generator that orders the samples, after the current epoch's order was drawn. */
  random: RandomState
  /** Training rows in the order of the current epoch; empty between epochs. */
  order: number[]
  /** The weights with the lowest validation loss so far; null without a validation part. */
  best: { epoch: number; loss: number; parameters: Parameters } | null
}

export interface Measurement {
  readonly loss: number
  readonly metrics: MetricValues
}

/** Measured over all samples of each part at the same weights, after the update that ended the epoch. */
export interface EpochMeasurement {
  readonly training: Measurement
  readonly validation: Measurement | null
}

export type StepResult =
  | {
      readonly kind: 'updated'
      /** Mean cost of the batch before its update. */
      readonly loss: number
      readonly gradientNorm: number
      readonly samples: number
      /** Present when this update ended an epoch. */
      readonly epochEnd: EpochMeasurement | null
    }
  /** Nothing was changed: the state is that of the last good step. */
  | { readonly kind: 'diverged'; readonly layer: string; readonly step: number; readonly what: string }

export function freshTrainerState(parameters: Parameters, settings: TrainingSettings): TrainerState {
  return {
    parameters,
    optimizer: freshOptimizerState(settings.optimizer, parameters),
    epoch: 0,
    batch: 0,
    batchSize: settings.batchSize,
    step: 0,
    random: randomFromSeed(settings.seed, 'order').state(),
    order: [],
    best: null,
  }
}

/**
 * Minibatch training. It owns the state, knows no clock, and does one update per call: whoever pulls decides when to
 * look up. Settings may change between two steps; a new batch size takes effect with the next epoch.
 */
export class Trainer {
  readonly network: EngineNetwork
  readonly data: PreparedData
  readonly state: TrainerState

  constructor(network: EngineNetwork, data: PreparedData, state: TrainerState) {
    this.network = network
    this.data = data
    this.state = state
  }

  get batches(): number {
    return Math.ceil(this.data.split.training.length / this.state.batchSize)
  }

  /** Updates without end; the caller stops pulling. After `diverged` there is nothing more. */
  *steps(settings: () => TrainingSettings): Generator<StepResult, void> {
    for (;;) {
      const result = this.step(settings())
      yield result
      if (result.kind === 'diverged') return
    }
  }

  step(settings: TrainingSettings): StepResult {
    const { state, network } = this
    const { order, random, batchSize } = state
    if (order.length === 0) this.beginEpoch(settings)
    const diverged = (layer: string, what: string): StepResult => {
      Object.assign(state, { order, random, batchSize })
      return { kind: 'diverged', layer, step: state.step + 1, what }
    }
    const start = state.batch * state.batchSize
    const rows = state.order.slice(start, start + state.batchSize)
    const { loss, gradients, notFinite } = batchGradients(network, state.parameters, this.data, rows)
    if (notFinite !== null) return diverged(notFinite, 'an activation')
    if (!Number.isFinite(loss)) return diverged(network.outputLayer, 'the loss')
    const gradientNorm = normOf(gradients)
    if (!Number.isFinite(gradientNorm)) return diverged(notFiniteIn(gradients) ?? network.outputLayer, 'the gradient')
    const parameters = copyParameters(state.parameters)
    const optimizer = { step: state.optimizer.step, slots: state.optimizer.slots.map(copyParameters) }
    update(network, parameters, gradients, optimizer, settings.optimizer)
    const broken = notFiniteIn(parameters)
    if (broken !== null) return diverged(broken, 'a weight')
    const ends = state.batch + 1 >= this.batches
    const epochEnd = ends ? this.measure(parameters) : null
    if (epochEnd && !lossesAreFinite(epochEnd)) return diverged(network.outputLayer, 'the loss')

    state.parameters = parameters
    state.optimizer = optimizer
    state.step += 1
    state.batch += 1
    if (epochEnd) this.endEpoch(epochEnd)
    return { kind: 'updated', loss, gradientNorm, samples: rows.length, epochEnd }
  }

  /** Both parts at the present weights. */
  measure(parameters: Parameters = this.state.parameters): EpochMeasurement {
    const { training, validation } = this.data.split
    return {
      training: this.measureRows(parameters, training),
      validation: validation.length > 0 ? this.measureRows(parameters, validation) : null,
    }
  }

  private beginEpoch(settings: TrainingSettings): void {
    this.state.batchSize = settings.batchSize
    const { training } = this.data.split
    if (!settings.shuffle) {
      this.state.order = [...training]
      return
    }
    const random = randomFromState(this.state.random)
    this.state.order = permutation(training.length, random).map((place) => training[place])
    this.state.random = random.state()
  }

  private endEpoch({ validation }: EpochMeasurement): void {
    const { state } = this
    state.epoch += 1
    state.batch = 0
    state.order = []
    if (validation && (state.best === null || validation.loss < state.best.loss))
      state.best = { epoch: state.epoch, loss: validation.loss, parameters: copyParameters(state.parameters) }
  }

  private measureRows(parameters: Parameters, rows: readonly number[]): Measurement {
    const metric: MetricId = this.data.shape.task === 'classification' ? 'accuracy' : 'meanAbsoluteError'
    let loss = 0
    let total = 0
    for (const row of rows) {
      const pass = forward(this.network, parameters, this.data.x[row])
      loss += cost(this.network, pass, this.data.y[row])
      total += metricOf[metric](this.inOwnUnits(pass[this.network.outputLayer].a), this.inOwnUnits(this.data.y[row]))
    }
    return { loss: loss / rows.length, metrics: { [metric]: total / rows.length } }
  }

  /** Metrics are for people: in the units of the target column, as the evaluation gives them. */
  private inOwnUnits(outputs: readonly number[]): number[] {
    return outputs.map((output, target) => unscale(output, this.data.targetScaling[target]))
  }
}

/** A loss can be infinite while all weights and outputs are finite: the square of a large output is. */
function lossesAreFinite({ training, validation }: EpochMeasurement): boolean {
  return Number.isFinite(training.loss) && (validation === null || Number.isFinite(validation.loss))
}

/** Euclidean norm over all gradients. */
function normOf(gradients: Parameters): number {
  let sum = 0
  for (const { weights, biases } of Object.values(gradients))
    for (const row of [...weights, biases]) for (const value of row) sum += value * value
  return Math.sqrt(sum)
}

function notFiniteIn(parameters: Parameters): string | null {
  for (const [id, { weights, biases }] of Object.entries(parameters))
    if (![...weights, biases].every((row) => row.every(Number.isFinite))) return id
  return null
}
