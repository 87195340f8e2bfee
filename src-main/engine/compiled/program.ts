import { type PreparedData } from '../data/prepare'
import * as code from '../kernels/codes'
import { type EngineNetwork, type Parameters, type Statistics } from '../network'
import { optimizerOf } from '../optimizers'
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
import { MOST_STEPS } from './build'
import { optimizerKernel } from './codes'
import { writeFactors } from './factors'
import { type Snapshot, snapshotBytes } from './image'
import { kernelFor, type KernelName } from './kernels'
import { Machine, type Threading } from './machine'
import { notFiniteAfterUpdate, notFiniteInBatch } from './not-finite'
import { type ParameterPlace, readArena, weightIndex, writeArena } from './parameter-arena'
import { randomStateOf, statisticsOf, weightedMean } from './read-out'
import { type TrainingSettings } from '@shared/document/schema'

/**
 * The fast program, on as many threads as it is given; with the best kernel of this machine, unless one is named.
 * Errors: AppError cannot-train where the memory can't be had.
 */
export function compiledProgram(
  threading: Threading = { threads: 1, workers: null },
  kernel: KernelName | null = null,
): CreateProgram {
  return (network, data, settings, state) => new CompiledProgram({ network, data, settings, state, threading, kernel })
}

interface CompiledOptions {
  readonly network: EngineNetwork
  readonly data: PreparedData
  readonly settings: TrainingSettings
  readonly state: ProgramState
  readonly threading: Threading
  readonly kernel: KernelName | null
}

/** Samples that a measurement takes at a time at least: a batch may be a single sample. */
const LEAST_CAPACITY = 32

/**
 * The fast face of the engine: a tape of kernel calls over one memory. `compile` is this constructor: it plans memory and
 * tapes, writes the data, and from then on an update is one call into WebAssembly for many batches.
 */
export class CompiledProgram implements Program {
  readonly threads: number
  readonly kernel: KernelName
  private readonly options: CompiledOptions
  private settings: ProgramSettings
  private machine: Machine
  private memory: number[] = []
  private step = 0
  private best: Snapshot | null = null
  /** Whether the gradients are those of an update. */
  private updated = false
  /** The length of the gradient where they are not. */
  private earlierNorm: number | null = null
  /** What the last update of an epoch began with: that is the one that may have to be taken back. */
  private before: {
    snapshot: Snapshot
    memory: number[]
    step: number
    random: Uint32Array
    norm: number | null
  } | null = null

  constructor(options: CompiledOptions) {
    const { settings, threading, state } = options
    this.options = options
    this.kernel = options.kernel ?? kernelFor(settings.precision)
    this.threads = threading.workers ? threading.threads : 1
    this.settings = settings
    this.machine = this.build(settings, settings.batchSize)
    this.applySettings(settings)
    this.load(state)
  }

  /** Bytes that the program holds: the memory it works in, data included, and the weights it keeps beside it. */
  get bytes(): number {
    return this.machine.blueprint.bytes + snapshotBytes(this.best) + snapshotBytes(this.before?.snapshot ?? null)
  }

  configure(settings: ProgramSettings): void {
    if (isDeferred(settings) !== isDeferred(this.settings)) this.replan(settings, this.machine.layout.capacity)
    this.applySettings(settings)
    if (this.step === 0) this.writeSlots(freshSlots(this.options.network, settings.optimizer))
  }

  update(batches: Batches): Updates {
    const { start, rates, rows, batchSize, undoable } = batches
    if (batchSize > this.machine.layout.capacity) this.replan(this.settings, batchSize)
    const wanted = Math.min(rates.length, Math.ceil((rows.length - start) / batchSize))
    const losses = new Float64Array(wanted)
    let done = 0
    let failure: NotFinite | null = null
    while (done < wanted && failure === null) {
      // The last update is a call of its own where it may be taken back: the copy is made right before it.
      const last = undoable && done === wanted - 1
      if (last) this.keepBefore()
      const count = last ? 1 : Math.min(MOST_STEPS, wanted - done - (undoable ? 1 : 0))
      const part = this.updatePart(batches, start + done * batchSize, rates.subarray(done, done + count))
      losses.set(this.machine.image.losses.subarray(0, part.done), done)
      done += part.done
      failure = part.failure
    }
    return { losses: done === wanted ? losses : losses.subarray(0, done), failure }
  }

  undo(): void {
    const { before } = this
    if (!before) throw new Error('Only an undoable update can be taken back.')
    this.machine.image.restore(before.snapshot)
    this.machine.image.random.set(before.random)
    this.memory = [...before.memory]
    this.step = before.step
    this.updated = false
    this.earlierNorm = before.norm
  }

  measure(rows: ArrayLike<number>, weights: 'last' | 'best' = 'last'): Measured {
    const { outputs } = this.options.network
    const result = new Float64Array(rows.length * outputs)
    const losses = new Float64Array(rows.length)
    this.withWeights(weights, () => {
      const most = this.machine.image.measuredLosses.length
      for (let start = 0; start < rows.length; start += most) {
        const count = Math.min(most, rows.length - start)
        this.machine.image.putInOrder(Int32Array.from({ length: count }, (_, index) => rows[start + index]))
        this.machine.run(
          this.machine.image.measuring,
          count,
          this.machine.layout.capacity,
          Math.ceil(count / this.machine.layout.capacity),
        )
        result.set(this.machine.image.measuredOutputs.subarray(0, count * outputs), start * outputs)
        losses.set(this.machine.image.measuredLosses.subarray(0, count), start)
      }
    })
    return { loss: weightedMean(losses, rows, this.options.data.weights), outputs: result }
  }

  activations(row: number): Record<string, ArrayLike<number>> {
    this.machine.image.putInOrder(Int32Array.of(row))
    this.machine.run(this.machine.image.measuring, 1, this.machine.layout.capacity, 1)
    const { plan } = this.machine.blueprint
    return Object.fromEntries(
      this.options.network.layers.map(({ id }) => {
        const { address, width } = plan.of(id).a
        return [id, this.machine.image.rowOf(address, width, 0)]
      }),
    )
  }

  gradientNorm(): number | null {
    return this.updated ? this.normOfGradients() : this.earlierNorm
  }

  penalty(): number {
    const { l1, l2 } = this.settings.regularization
    if (l1 === 0 && l2 === 0) return 0
    let [magnitudes, squares] = [0, 0]
    for (const { kind, weightsAt, weightBytes } of this.machine.blueprint.arena.places) {
      if (kind !== 'dense') continue
      const start = weightsAt / this.machine.layout.size
      for (const weight of this.machine.image.parameters.subarray(
        start,
        start + weightBytes / this.machine.layout.size,
      )) {
        magnitudes += Math.abs(weight)
        squares += weight * weight
      }
    }
    return l1 * magnitudes + (l2 / 2) * squares
  }

  keepBest(): void {
    this.best = this.machine.image.snapshot({ slots: false, into: this.best })
  }

  restoreBest(): void {
    if (this.best) this.machine.image.restore(this.best)
  }

  parameters(weights: 'last' | 'best' = 'last'): Parameters {
    const numbers = weights === 'best' && this.best ? this.best.parameters : this.machine.image.parameters
    return readArena(numbers, this.machine.layout, this.machine.blueprint.arena.places)
  }

  weightAt(layer: string, unit: number, input: number): number {
    return this.machine.image.parameters[weightIndex(this.machine.layout, this.placeOf(layer), unit, input)]
  }

  biasAt(layer: string, index: number): number {
    return this.machine.image.parameters[this.placeOf(layer).biasesAt / this.machine.layout.size + index]
  }

  statistics(weights: 'last' | 'best' = 'last'): Statistics {
    return statisticsOf(weights === 'best' && this.best ? this.best.running : this.machine.image.running)
  }

  state(): ProgramState {
    const { best } = this
    const { image } = this.machine
    return {
      parameters: this.parameters(),
      statistics: this.statistics(),
      slots: image.slots.map((slot) => readArena(slot, this.machine.layout, this.machine.blueprint.arena.places)),
      memory: [...this.memory],
      step: this.step,
      dropout: randomStateOf(image.random),
      best: best && { parameters: this.parameters('best'), statistics: this.statistics('best') },
    }
  }

  load(state: ProgramState): void {
    const { image } = this.machine
    if (state.best) {
      this.write(state.best.parameters, state.best.statistics)
      this.keepBest()
    } else this.best = null
    this.write(state.parameters, state.statistics)
    this.writeSlots(state.slots)
    this.memory = [...state.memory]
    this.step = state.step
    this.updated = false
    this.earlierNorm = null
    this.before = null
    image.random.set(state.dropout)
    image.writeTransposed()
  }

  dispose(): void {
    this.machine.dispose()
  }

  private placeOf(layer: string): ParameterPlace {
    const place = this.machine.blueprint.arena.places.find(({ id }) => id === layer)
    if (!place) throw new RangeError(`${layer} has no parameters.`)
    return place
  }

  private normOfGradients(): number {
    if (isDeferred(this.settings)) return Math.sqrt(this.machine.image.training.getReal(code.SQUARES))
    const { followed } = this.machine.blueprint
    let squares = 0
    for (let index = 0; index < followed.length; index += 2)
      squares += this.machine.kernels.sumOfSquares(followed[index], followed[index + 1])
    return Math.sqrt(squares)
  }

  private write(parameters: Parameters, statistics: Statistics): void {
    writeArena(this.machine.image.parameters, this.machine.layout, this.machine.blueprint.arena.places, parameters)
    for (const { id, means, variances } of this.machine.image.running) {
      means.set(statistics[id].mean)
      variances.set(statistics[id].variance)
    }
  }

  private writeSlots(slots: readonly Parameters[]): void {
    slots.forEach((slot, index) =>
      writeArena(this.machine.image.slots[index], this.machine.layout, this.machine.blueprint.arena.places, slot),
    )
  }

  private applySettings(settings: ProgramSettings): void {
    const { clipping, regularization, optimizer } = settings
    const { training } = this.machine.image
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
    this.machine.dispose()
    this.machine = this.build(settings, batchSize)
    this.applySettings(settings)
    this.load(state)
  }

  private build(settings: ProgramSettings, batchSize: number): Machine {
    const { network, data, threading } = this.options
    return new Machine({
      network,
      data,
      threading,
      kernel: this.kernel,
      capacity: Math.max(batchSize, LEAST_CAPACITY),
      slots: optimizerOf[settings.optimizer.id].slots.length,
      deferred: isDeferred(settings),
      // AdamW pulls at weights and leaves biases alone.
      uniform: settings.optimizer.id !== 'adamw',
    })
  }

  private keepBefore(): void {
    const { memory, step } = this
    const { image } = this.machine
    this.before = {
      snapshot: image.snapshot({ slots: true, into: this.before?.snapshot ?? null }),
      memory: [...memory],
      step,
      random: image.random.slice(0, 4),
      norm: this.gradientNorm(),
    }
  }

  /** Up to as many updates as fit into one call of the kernels. */
  private updatePart({ rows, batchSize }: Batches, start: number, rates: Float64Array): PartDone {
    const { image } = this.machine
    const part = rows.subarray(start, start + rates.length * batchSize)
    image.putInOrder(part)
    const memory = this.prepareFactors(rates)
    const status = this.machine.run(image.training, part.length, batchSize, rates.length)
    let done = image.training.get(code.DONE)
    let failure: NotFinite | null = null
    if (status === code.SUSPECT) {
      failure = this.carefulStep(part, done, batchSize)
      if (failure === null) done += 1
      else image.clearBatch()
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
    const { optimizer } = this.settings
    writeFactors(this.machine.image, { optimizer, step: this.step, rates, memory: this.memory })
    return before
  }

  /**
   * The guard held a step back. Either a number of it is not finite: then that is the failure, and nothing has changed. Or
   * its numbers are only very large: then the step is made with a copy kept, and taken back if a weight overflows.
   */
  private carefulStep(rows: Int32Array, done: number, batchSize: number): NotFinite | null {
    const { image, blueprint, layout } = this.machine
    const batch = rows.subarray(done * batchSize, (done + 1) * batchSize)
    const randomBefore = image.random.slice(4)
    image.random.set(randomBefore)
    const found = notFiniteInBatch(blueprint, image, { samples: batch.length, rowOf: (sample) => batch[sample] })
    if (found) return found
    const kept = image.snapshot({ slots: true, into: null })
    image.training.set(code.GUARDED, 0)
    // The step's own factors and loss are not the first ones of the part.
    this.machine.run(image.training, rows.length, batchSize, 1, { step: done })
    image.training.set(code.GUARDED, 1)
    const broken = notFiniteAfterUpdate(this.options.network, {
      gradients: readArena(image.gradients, layout, blueprint.arena.places),
      parameters: this.parameters(),
      norm: this.normOfGradients(),
    })
    if (!broken) return null
    image.restore(kept)
    image.random.set(randomBefore)
    return broken
  }

  private withWeights(weights: 'last' | 'best', measure: () => void): void {
    if (weights === 'last' || !this.best) {
      measure()
      return
    }
    const last = this.machine.image.snapshot({ slots: false, into: null })
    this.machine.image.restore(this.best)
    measure()
    this.machine.image.restore(last)
  }
}

interface PartDone {
  readonly done: number
  readonly failure: NotFinite | null
}

/** The update waits for the length of the whole gradient. */
const isDeferred = ({ clipping }: ProgramSettings): boolean => clipping.id !== 'none'
