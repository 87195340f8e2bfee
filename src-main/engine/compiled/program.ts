import { type PreparedData } from '../data/prepare'
import { type Precision } from './kernels'
import * as code from '../kernels/codes'
import { type EngineNetwork, type Parameters, type Statistics } from '../network'
import { factorsOf, optimizerOf } from '../optimizers'
import {
  type Batches,
  type CreateProgram,
  type Measured,
  type NotFinite,
  type Program,
  type ProgramSettings,
  type ProgramState,
  type Updates,
} from '../program'
import { freshSlots } from '../program-state'
import { type RandomState } from '../random'
import { type Blueprint, build, MOST_STEPS } from './build'
import { optimizerKernel } from './codes'
import { type Context, Image, type RunningNumbers, type Snapshot } from './image'
import { instantiate, kernelModule, type Kernels, memoryOf } from './kernels'
import { type Layout, layoutFor } from './layout'
import { notFiniteInBatch, notFiniteInParameters } from './not-finite'
import { readArena, writeArena } from './parameter-arena'
import { Team, type Workers } from './threads'
import { type TrainingSettings } from '@shared/document/schema'

/** Threads to share the work with; without workers there is one. */
export interface Threading {
  readonly threads: number
  readonly workers: Workers | null
}

/** The fast program, on as many threads as it is given. Errors: AppError cannot-train where the memory can't be had. */
export function compiledProgram(threading: Threading = { threads: 1, workers: null }): CreateProgram {
  return (network, data, settings, state) => new CompiledProgram({ network, data, settings, state, threading })
}

interface CompiledOptions {
  readonly network: EngineNetwork
  readonly data: PreparedData
  readonly settings: TrainingSettings
  readonly state: ProgramState
  readonly threading: Threading
}

/** Samples that a measurement takes at a time at least: a batch may be a single sample. */
const LEAST_CAPACITY = 32

/**
 * The fast face of the engine: a tape of kernel calls over one memory. `compile` is this constructor: it plans memory and
 * tapes, writes the data, and from then on an update is one call into WebAssembly for many batches.
 */
export class CompiledProgram implements Program {
  readonly threads: number
  readonly kernel: string
  private readonly options: CompiledOptions
  private readonly precision: Precision
  private settings: ProgramSettings
  private layout: Layout
  private blueprint: Blueprint
  private image: Image
  private kernels: Kernels
  private team: Team
  private memory: number[] = []
  private step = 0
  private best: Snapshot | null = null
  /** Whether the gradients are those of an update. */
  private updated = false
  /** What the last update of an epoch began with: that is the one that may have to be taken back. */
  private before: { snapshot: Snapshot; memory: number[]; step: number; random: Uint32Array } | null = null

  constructor(options: CompiledOptions) {
    const { settings, threading, state } = options
    this.options = options
    this.precision = settings.precision
    this.kernel = kernelModule(settings.precision).name
    this.threads = threading.workers ? threading.threads : 1
    this.settings = settings
    const made = this.make(settings, settings.batchSize)
    this.layout = made.layout
    this.blueprint = made.blueprint
    this.image = made.image
    this.kernels = made.kernels
    this.team = made.team
    this.applySettings(settings)
    this.load(state)
  }

  /** Bytes of memory that the program works in, data included. */
  get bytes(): number {
    return this.blueprint.bytes
  }

  configure(settings: ProgramSettings): void {
    if (isDeferred(settings) !== isDeferred(this.settings)) this.replan(settings, this.layout.capacity)
    this.applySettings(settings)
    if (this.step === 0) this.writeSlots(freshSlots(this.options.network, settings.optimizer))
  }

  update(batches: Batches): Updates {
    const { rates, rows, batchSize } = batches
    if (batchSize > this.layout.capacity) this.replan(this.settings, batchSize)
    const losses = new Float64Array(rates.length)
    let done = 0
    let failure: NotFinite | null = null
    while (done < rates.length && failure === null) {
      const start = batches.start + done * batchSize
      if (start >= rows.length) break
      const ends = batches.start + rates.length * batchSize >= rows.length
      const last = ends && done === rates.length - 1
      if (last) this.keepBefore()
      const count = Math.min(MOST_STEPS, last ? 1 : rates.length - done - (ends ? 1 : 0))
      const part = this.updatePart(batches, start, rates.subarray(done, done + count))
      losses.set(this.image.losses.subarray(0, part.done), done)
      done += part.done
      failure = part.failure
    }
    return { losses: losses.subarray(0, done), failure }
  }

  undo(): void {
    const { before } = this
    if (!before) throw new Error('Only the last update of an epoch can be taken back.')
    this.image.restore(before.snapshot)
    this.image.random.set(before.random)
    this.memory = [...before.memory]
    this.step = before.step
    this.updated = false
  }

  measure(rows: ArrayLike<number>, weights: 'last' | 'best' = 'last'): Measured {
    const { outputs } = this.options.network
    const result = new Float64Array(rows.length * outputs)
    const losses = new Float64Array(rows.length)
    this.withWeights(weights, () => {
      const most = this.image.measuredLosses.length
      for (let start = 0; start < rows.length; start += most) {
        const count = Math.min(most, rows.length - start)
        for (let index = 0; index < count; index++) this.image.order[index] = rows[start + index]
        this.run(this.image.measuring, count, this.layout.capacity, Math.ceil(count / this.layout.capacity))
        result.set(this.image.measuredOutputs.subarray(0, count * outputs), start * outputs)
        losses.set(this.image.measuredLosses.subarray(0, count), start)
      }
    })
    return { loss: this.weightedMean(rows, losses), outputs: result }
  }

  activations(row: number): Record<string, ArrayLike<number>> {
    this.image.order[0] = row
    this.run(this.image.measuring, 1, this.layout.capacity, 1)
    const { plan } = this.blueprint
    return Object.fromEntries(
      this.options.network.layers.map(({ id }) => {
        const { address, width } = plan.of(id).a
        return [id, this.image.rowOf(address, width, 0)]
      }),
    )
  }

  gradientNorm(): number | null {
    if (!this.updated) return null
    if (isDeferred(this.settings)) return Math.sqrt(this.image.training.getReal(code.SQUARES))
    const { words } = this.blueprint.clip
    let squares = 0
    for (let index = 0; index < words.length; index += 2)
      squares += this.kernels.sumOfSquares(words[index], words[index + 1])
    return Math.sqrt(squares)
  }

  penalty(): number {
    const { l1, l2 } = this.settings.regularization
    if (l1 === 0 && l2 === 0) return 0
    let [magnitudes, squares] = [0, 0]
    for (const { kind, weightsAt, weightBytes } of this.blueprint.arena.places) {
      if (kind !== 'dense') continue
      const start = weightsAt / this.layout.size
      for (const weight of this.image.parameters.subarray(start, start + weightBytes / this.layout.size)) {
        magnitudes += Math.abs(weight)
        squares += weight * weight
      }
    }
    return l1 * magnitudes + (l2 / 2) * squares
  }

  keepBest(): void {
    this.best = this.image.snapshot({ slots: false, into: this.best })
  }

  restoreBest(): void {
    if (this.best) this.image.restore(this.best)
  }

  parameters(weights: 'last' | 'best' = 'last'): Parameters {
    const numbers = weights === 'best' && this.best ? this.best.parameters : this.image.parameters
    return readArena(numbers, this.layout, this.blueprint.arena.places)
  }

  statistics(weights: 'last' | 'best' = 'last'): Statistics {
    return statisticsOf(weights === 'best' && this.best ? this.best.running : this.image.running)
  }

  state(): ProgramState {
    const { best, image } = this
    return {
      parameters: this.parameters(),
      statistics: this.statistics(),
      slots: image.slots.map((slot) => readArena(slot, this.layout, this.blueprint.arena.places)),
      memory: [...this.memory],
      step: this.step,
      dropout: randomStateOf(image.random),
      best: best && { parameters: this.parameters('best'), statistics: this.statistics('best') },
    }
  }

  load(state: ProgramState): void {
    const { image } = this
    if (state.best) {
      this.write(state.best.parameters, state.best.statistics)
      this.keepBest()
    } else this.best = null
    this.write(state.parameters, state.statistics)
    this.writeSlots(state.slots)
    this.memory = [...state.memory]
    this.step = state.step
    this.updated = false
    this.before = null
    image.random.set(state.dropout)
    image.writeTransposed()
  }

  dispose(): void {
    this.team.dispose()
  }

  private write(parameters: Parameters, statistics: Statistics): void {
    writeArena(this.image.parameters, this.layout, this.blueprint.arena.places, parameters)
    for (const { id, means, variances } of this.image.running) {
      means.set(statistics[id].mean)
      variances.set(statistics[id].variance)
    }
  }

  private writeSlots(slots: readonly Parameters[]): void {
    slots.forEach((slot, index) => writeArena(this.image.slots[index], this.layout, this.blueprint.arena.places, slot))
  }

  private applySettings(settings: ProgramSettings): void {
    const { clipping, regularization, optimizer } = settings
    const { training } = this.image
    this.settings = settings
    training.set(code.OPTIMIZER, optimizerKernel[optimizer.id])
    training.setReal(code.L1, regularization.l1)
    training.setReal(code.L2, regularization.l2)
    training.setReal(code.CLIP_VALUE, clipping.id === 'value' ? clipping.limit : Number.POSITIVE_INFINITY)
    training.setReal(code.CLIP_SCALE, 1)
    training.setReal(code.CLIP_NORM, clipping.id === 'norm' ? clipping.limit : Number.POSITIVE_INFINITY)
  }

  /** A new plan with the same state: the batch has grown, or the kind of clipping has changed. */
  private replan(settings: ProgramSettings, batchSize: number): void {
    const state = this.state()
    this.team.dispose()
    Object.assign(this, this.make(settings, batchSize))
    this.applySettings(settings)
    this.load(state)
  }

  /** Plans the program and lays out its memory. */
  private make(settings: ProgramSettings, batchSize: number): Made {
    const { network, data, threading } = this.options
    const module = kernelModule(this.precision)
    const layout = layoutFor(this.precision, Math.max(batchSize, LEAST_CAPACITY))
    const blueprint = build({
      network,
      layout,
      threads: this.threads,
      slots: optimizerOf[settings.optimizer.id].slots.length,
      deferred: isDeferred(settings),
      x: data.x,
      y: data.y,
      weighted: data.weights !== null,
    })
    const memory = memoryOf(blueprint.bytes)
    const kernels = instantiate(module, memory)
    const image = new Image(memory.buffer, blueprint, layout, data.weights)
    for (const { address, words } of [blueprint.trainingTape, blueprint.measuringTape])
      kernels.link(address, address + words.byteLength)
    const job = { kernel: module.name, memory, control: blueprint.control }
    return { layout, blueprint, image, kernels, team: new Team(kernels, job, this.threads - 1, threading.workers) }
  }

  private keepBefore(): void {
    const { image, memory, step } = this
    this.before = {
      snapshot: image.snapshot({ slots: true, into: this.before?.snapshot ?? null }),
      memory: [...memory],
      step,
      random: image.random.slice(0, 4),
    }
  }

  /** Up to as many updates as fit into one call of the kernels. */
  private updatePart({ rows, batchSize }: Batches, start: number, rates: Float64Array): PartDone {
    const { image } = this
    const part = rows.subarray(start, start + rates.length * batchSize)
    image.order.set(part)
    const memory = this.prepareFactors(rates)
    const status = this.run(image.training, part.length, batchSize, rates.length)
    let done = image.training.get(code.DONE)
    let failure: NotFinite | null = null
    if (status === code.SUSPECT) {
      failure = this.carefulStep(part, done, batchSize)
      if (failure === null) done += 1
      // The rest of the part begins anew; factors of what was not done are computed again.
      this.memory = memory
      this.prepareFactors(rates.subarray(0, done))
    }
    this.step += done
    this.updated ||= done > 0
    return { done, failure }
  }

  /** Writes the factors of the next updates; returns the optimizer's memory from before. */
  private prepareFactors(rates: Float64Array): number[] {
    const before = [...this.memory]
    const { factors } = this.image
    for (let index = 0; index < rates.length; index++)
      factors.set(
        factorsOf(this.settings.optimizer, {
          step: this.step + index + 1,
          rate: rates[index],
          memory: this.memory,
        }),
        (index * code.FACTORS_BYTES) / 8,
      )
    return before
  }

  /**
   * The guard held a step back. Either a number of it is not finite: then that is the failure, and nothing has changed. Or
   * its numbers are only very large: then the step is made with a copy kept, and taken back if a weight overflows.
   */
  private carefulStep(rows: Int32Array, done: number, batchSize: number): NotFinite | null {
    const { image, blueprint, layout } = this
    const batch = rows.subarray(done * batchSize, (done + 1) * batchSize)
    const randomBefore = image.random.slice(4)
    image.random.set(randomBefore)
    const found = notFiniteInBatch(blueprint, image, { samples: batch.length, rowOf: (sample) => batch[sample] })
    if (found) return found
    const kept = image.snapshot({ slots: true, into: null })
    image.training.set(code.GUARDED, 0)
    // The step's own factors and loss are not the first ones of the part.
    this.run(image.training, rows.length, batchSize, 1, { step: done })
    image.training.set(code.GUARDED, 1)
    const broken = notFiniteInParameters(blueprint, image, layout)
    if (!broken) return null
    image.restore(kept)
    image.random.set(randomBefore)
    return broken
  }

  /** Runs a tape over the first `total` rows of the order; `step` is where in the part it begins. */
  private run(context: Context, total: number, batch: number, steps: number, { step } = { step: 0 }): number {
    const { blueprint, team } = this
    const size = team.size
    context.set(code.THREADS, size)
    context.set(code.START, step * batch)
    context.set(code.TOTAL, total)
    context.set(code.BATCH, batch)
    context.set(code.DONE, 0)
    context.set(code.FACTORS, blueprint.factors + step * code.FACTORS_BYTES)
    context.set(code.LOSSES, blueprint.losses + step * 8)
    team.run(context.address, steps, size)
    return context.get(code.STATUS)
  }

  private withWeights(weights: 'last' | 'best', measure: () => void): void {
    if (weights === 'last' || !this.best) {
      measure()
      return
    }
    const last = this.image.snapshot({ slots: false, into: null })
    this.image.restore(this.best)
    measure()
    this.image.restore(last)
  }

  private weightedMean(rows: ArrayLike<number>, losses: Float64Array): number {
    const { weights } = this.options.data
    let [sum, total] = [0, 0]
    for (let index = 0; index < losses.length; index++) {
      const weight = weights ? weights[rows[index]] : 1
      sum += weight * losses[index]
      total += weight
    }
    return total > 0 ? sum / total : 0
  }
}

interface Made {
  readonly layout: Layout
  readonly blueprint: Blueprint
  readonly image: Image
  readonly kernels: Kernels
  readonly team: Team
}

interface PartDone {
  readonly done: number
  readonly failure: NotFinite | null
}

/** The update waits for the length of the whole gradient. */
const isDeferred = ({ clipping }: ProgramSettings): boolean => clipping.id !== 'none'

function statisticsOf(running: readonly RunningNumbers[]): Statistics {
  return Object.fromEntries(
    running.map(({ id, means, variances }) => [id, { mean: [...means], variance: [...variances] }]),
  )
}

const randomStateOf = ([a, b, c, d]: Uint32Array): RandomState => [a, b, c, d]
