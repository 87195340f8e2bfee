import { type MetricId } from '@shared/catalog/metrics'
import { type ScheduleId } from '@shared/catalog/schedules'
import { type TrainingSettings } from '@shared/document/schema'
import { freshStopping, stoppingAfterEpoch } from './callbacks/early-stopping'
import { plateauAfterEpoch } from './callbacks/reduce-on-plateau'
import { type PreparedData } from './data/prepare'
import { type EpochMeasurement, lossesAreFinite, measurePart, metricsFor, type Part, partOf } from './measurement'
import { type EngineNetwork } from './network'
import { type CreateProgram, type NotFinite, type Program } from './program'
import { type Random, randomFromState, type RandomState } from './random'
import { rateAt } from './schedules'
import { type Best, type TrainerState } from './trainer-state'

/** Why training stopped, and the update (counted from 1) that was not made. */
export interface Divergence extends NotFinite {
  readonly step: number
}

/** Updates in a row within one epoch. */
export interface Stretch {
  /** Whole epochs done before. */
  readonly epoch: number
  /** Batches of the epoch done before, of `batches`. */
  readonly batch: number
  readonly batches: number
  /** Loss of each batch before its update, without penalties; valid until the next `advance`. */
  readonly losses: Float64Array
  readonly samples: number
  /** null: it goes on. Else the epoch is done; what was measured at its end, or null where nothing was. */
  readonly end: { readonly measured: EpochMeasurement | null } | null
}

export interface Advanced {
  readonly stretches: readonly Stretch[]
  /** Nothing remains of the update that failed: the state is that of the last good step. */
  readonly failure: Divergence | null
  /** Early stopping has ended training; going on counts anew. */
  readonly stopped: boolean
}

export interface TrainerOptions {
  readonly network: EngineNetwork
  readonly data: PreparedData
  readonly settings: TrainingSettings
  readonly state: TrainerState
  readonly createProgram: CreateProgram
}

/** Schedules whose rate changes from step to step; that of the others is the same for a whole epoch. */
const changesByStep: Record<ScheduleId, boolean> = {
  constant: false,
  step: false,
  exponential: false,
  cosine: false,
  'one-cycle': true,
  'warm-up': true,
  'reduce-on-plateau': false,
}

/**
 * Minibatch training over a program: epochs, the seeded order of the samples, the schedule, what is measured at the ends
 * of epochs, the best weights and the callbacks. It knows no clock: whoever calls `advance` decides when to look up.
 * Settings may change between two calls; a new batch size takes effect with the next epoch.
 */
export class Trainer {
  readonly network: EngineNetwork
  readonly data: PreparedData
  readonly program: Program
  /** Epochs completed. */
  epoch: number
  /** Batches completed in the current epoch. */
  batch: number
  /** Updates so far. */
  step: number
  /** Where the lowest loss was measured so far; its weights are the program's best ones. */
  best: Best | null
  /** The rate of the last update; null before the first that this trainer made. */
  learningRate: number | null = null
  private settings: TrainingSettings
  private batchSize: number
  private random: Random
  /** Whether `order` is one that was drawn; and the generator before it drew it. */
  private shuffled: boolean
  private randomBefore: RandomState
  private plateau: TrainerState['plateau']
  private stopping: TrainerState['stopping']
  private readonly trainingRows: Int32Array
  private readonly order: Int32Array
  private rates = new Float64Array()
  private readonly progress = { epoch: 0, step: 0, stepsPerEpoch: 1, reduction: 1 }
  private readonly training: Part
  private readonly validation: Part | null
  private metrics: readonly MetricId[]

  constructor({ network, data, settings, state, createProgram }: TrainerOptions) {
    this.network = network
    this.data = data
    this.settings = settings
    this.program = createProgram(network, data, settings, state.program)
    this.step = state.program.step
    this.epoch = state.epoch
    this.batch = state.batch
    this.batchSize = state.batchSize
    this.best = state.best
    this.plateau = state.plateau
    this.stopping = state.stopping
    this.random = randomFromState(state.random)
    this.randomBefore = state.random
    this.shuffled = state.batch > 0
    this.trainingRows = Int32Array.from(data.split.training)
    this.order = this.batch > 0 ? Int32Array.from(state.order) : this.trainingRows.slice()
    this.training = partOf(data, data.split.training)
    this.validation = data.split.validation.length > 0 ? partOf(data, data.split.validation) : null
    this.metrics = metricsFor(settings, data)
  }

  /** Batches of the current epoch. */
  get batches(): number {
    return Math.ceil(this.trainingRows.length / (this.batch > 0 ? this.batchSize : this.settings.batchSize))
  }

  configure(settings: TrainingSettings): void {
    if (settings === this.settings) return
    this.settings = settings
    this.metrics = metricsFor(settings, this.data)
    this.program.configure(settings)
  }

  /** Up to `most` updates, but none after epoch `lastEpoch`; at least one unless it fails or that epoch is done. */
  advance(most: number, lastEpoch = Number.POSITIVE_INFINITY): Advanced {
    const stretches: Stretch[] = []
    let left = most
    while (left > 0 && this.epoch < lastEpoch) {
      if (this.batch === 0) this.beginEpoch()
      const { stretch, failure, stopped } = this.stretch(Math.min(left, this.batches - this.batch))
      if (stretch.losses.length > 0) stretches.push(stretch)
      left -= stretch.losses.length
      if (failure || stopped) return { stretches, failure, stopped }
    }
    return { stretches, failure: null, stopped: false }
  }

  /**
   * The rows that the next update learns from, in their order, and its rate: at the beginning of an epoch the order that
   * will be drawn. Nothing changes.
   */
  nextBatch(): { readonly rows: readonly number[]; readonly rate: number } {
    const rate = this.rateOf(this.step)
    if (this.batch > 0) {
      const start = this.batch * this.batchSize
      return { rows: [...this.order.subarray(start, start + this.batchSize)], rate }
    }
    const { shuffle: shuffled, batchSize } = this.settings
    const order = this.trainingRows.slice()
    if (shuffled) randomFromState(this.random.state()).shuffle(order)
    return { rows: [...order.subarray(0, batchSize)], rate }
  }

  /** Both parts at the present weights. */
  measure(): EpochMeasurement {
    return {
      training: measurePart(this.program, this.data, this.training, this.metrics),
      validation: this.validation && measurePart(this.program, this.data, this.validation, this.metrics),
    }
  }

  /** Everything a run needs to go on as if it had never stopped; shares nothing with the trainer. */
  state(): TrainerState {
    return {
      program: this.program.state(),
      epoch: this.epoch,
      batch: this.batch,
      batchSize: this.batchSize,
      random: this.random.state(),
      order: this.batch > 0 ? [...this.order] : [],
      best: this.best,
      plateau: this.plateau,
      stopping: this.stopping,
    }
  }

  private beginEpoch(): void {
    const { shuffle: shuffled, batchSize } = this.settings
    this.batchSize = batchSize
    if (this.shuffled) this.order.set(this.trainingRows)
    this.shuffled = shuffled
    if (!shuffled) return
    this.randomBefore = this.random.state()
    this.random.shuffle(this.order)
  }

  /** The epoch that has begun has made no update: its order is drawn again, the same. */
  private forgetEpoch(): void {
    if (this.shuffled) this.random = randomFromState(this.randomBefore)
  }

  /** Goes on from a state of this network and data, as if made with it; what is measured and kept as best goes with it. */
  load(state: TrainerState): void {
    this.program.load(state.program)
    this.step = state.program.step
    this.epoch = state.epoch
    this.batch = state.batch
    this.batchSize = state.batchSize
    this.best = state.best
    this.plateau = state.plateau
    this.stopping = state.stopping
    this.random = randomFromState(state.random)
    this.randomBefore = state.random
    this.shuffled = state.batch > 0
    this.order.set(state.batch > 0 ? state.order : this.trainingRows)
  }

  /** `count` updates within the current epoch, and its end where they reach it. */
  private stretch(count: number): { stretch: Stretch; failure: Divergence | null; stopped: boolean } {
    const { epoch, batch, batchSize, batches, program } = this
    const start = batch * batchSize
    const every = this.settings.measureEvery
    // What the end of the epoch measures may show that its last update went too far.
    const measures = batch + count === batches && every > 0 && (epoch + 1) % every === 0
    const rates = this.ratesOf(count)
    const made = program.update({ rows: this.order, start, batchSize, rates, undoable: measures })
    let { losses } = made
    let failure: NotFinite | null = made.failure
    let end: Stretch['end'] = null
    if (failure === null && batch + count === batches) {
      const measured = measures ? this.measure() : null
      if (measured && !lossesAreFinite(measured)) {
        program.undo()
        losses = losses.subarray(0, -1)
        failure = { layer: this.network.outputLayer, what: 'the loss', sample: null, unit: null }
      } else end = { measured }
    }
    this.batch = batch + losses.length
    this.step += losses.length
    if (losses.length > 0) this.learningRate = this.rates[losses.length - 1]
    const samples = Math.min(start + losses.length * batchSize, this.order.length) - start
    const stretch: Stretch = { epoch, batch, batches, losses, samples, end }
    if (failure && this.batch === 0) this.forgetEpoch()
    const stopped = end !== null && this.endEpoch(end.measured)
    return { stretch, failure: failure && { ...failure, step: this.step + 1 }, stopped }
  }

  /** Books a completed epoch; true where early stopping says so. */
  private endEpoch(measured: EpochMeasurement | null): boolean {
    this.epoch += 1
    this.batch = 0
    if (!measured) return false
    const { schedule, earlyStopping } = this.settings
    const loss = measured.validation?.loss ?? measured.training.loss
    const keepsBest = measured.validation !== null || earlyStopping?.restoreBest === true
    if (keepsBest && (this.best === null || loss < this.best.loss)) {
      this.best = { epoch: this.epoch, loss }
      this.program.keepBest()
    }
    if (schedule.id === 'reduce-on-plateau') this.plateau = plateauAfterEpoch(this.plateau, schedule, loss)
    if (!earlyStopping) return false
    const { state, stop } = stoppingAfterEpoch(this.stopping, earlyStopping, loss)
    this.stopping = stop ? freshStopping() : state
    if (stop && earlyStopping.restoreBest) this.program.restoreBest()
    return stop
  }

  /** The rates of the next `count` updates; overwritten by the next call. */
  private ratesOf(count: number): Float64Array {
    if (this.rates.length !== count) this.rates = new Float64Array(count)
    const { rates, step } = this
    if (changesByStep[this.settings.schedule.id])
      for (let update = 0; update < count; update++) rates[update] = this.rateOf(step + update)
    else rates.fill(this.rateOf(step))
    return rates
  }

  private rateOf(step: number): number {
    const { progress, settings } = this
    progress.epoch = this.epoch
    progress.step = step
    progress.stepsPerEpoch = this.batches
    progress.reduction = this.plateau.reduction
    return rateAt(settings.schedule, settings.optimizer.learningRate, progress)
  }
}
