import * as code from '../kernels/codes'
import { type EngineBatchNormalization, type EngineLayerNormalization, type EngineNetwork } from '../network'
import { type Allocator, type Layout, padded, panelsOf, ROW } from './layout'
import { type ParameterArena, type ParameterPlace } from './parameter-arena'
import { type Sharing, Tape } from './tape'

/** A matrix of the batch, [samples][width], in panels. */
export interface Matrix {
  readonly address: number
  readonly width: number
}

/** What a layer leaves in memory during a step. */
export interface LayerBuffers {
  readonly a: Matrix
  /** dC/da, turned into delta where the layer has an activation; null where nothing before it learns. */
  readonly gradient: Matrix | null
  /** Whether a layer behind it has sent something back already: then the next one adds to it. */
  received: boolean
}

/** Where the gradient of a source goes, and whether it is added to what is there. */
export interface Receiver {
  readonly address: number
  readonly sum: 0 | 1
}

/** [unit][input]: 1 where a connection exists. */
type Connections = readonly (readonly number[])[]

/** Running statistics of a batch normalization: addresses of [units] each. */
export interface Running {
  readonly id: string
  readonly units: number
  readonly means: number
  readonly variances: number
}

export interface PlanOptions {
  readonly network: EngineNetwork
  readonly layout: Layout
  readonly threads: number
  readonly allocator: Allocator
  readonly arena: ParameterArena
  /** The update waits until the length of the whole gradient is known (clipping by global norm). */
  readonly deferred: boolean
}

/**
 * The plan of a program in the making: which matrices there are and where, and the two tapes, one to train and one to
 * measure. Every kind of layer contributes through `layers/`.
 */
export class Plan {
  readonly network: EngineNetwork
  readonly layout: Layout
  readonly deferred: boolean
  readonly arena: ParameterArena
  readonly training: Tape
  readonly measuring: Tape
  /** First bytes of the arenas. */
  readonly parameters: number
  readonly gradients: number
  /** A row of zeros: what sums begin with. */
  readonly zero: number
  /** Transposed copies of weights, to be made anew whenever weights are written from outside. */
  readonly transposes: { readonly place: ParameterPlace; readonly to: number }[] = []
  /** Masks of connections: all bits set where one exists. */
  readonly masks: { readonly place: ParameterPlace; readonly to: number; readonly mask: Connections }[] = []
  /** Lists of words that instructions refer to. */
  readonly lists: { readonly address: number; readonly words: Int32Array }[] = []
  /** Running mean and variance of each batch normalization, [units] each. */
  readonly running: Running[] = []
  private readonly allocator: Allocator
  private readonly buffers = new Map<string, LayerBuffers>()
  private readonly learning = new Set<string>()

  constructor({ network, layout, threads, allocator, arena, deferred }: PlanOptions) {
    this.network = network
    this.layout = layout
    this.deferred = deferred
    this.arena = arena
    this.allocator = allocator
    this.training = new Tape(threads)
    this.measuring = new Tape(threads)
    this.parameters = allocator.take(arena.bytes)
    this.gradients = allocator.take(arena.bytes)
    this.zero = allocator.take(ROW)
    const places = new Set(arena.places.map(({ id }) => id))
    for (const { id, sources } of network.layers)
      if (places.has(id) || sources.some((source) => this.learning.has(source))) this.learning.add(id)
  }

  /** To both tapes. */
  add(sharing: Sharing, operation: number, operands: readonly number[]): void {
    this.training.add(sharing, operation, operands)
    this.measuring.add(sharing, operation, operands)
  }

  matrix(width: number): Matrix {
    return { address: this.allocator.take(panelsOf(this.layout, width) * this.layout.stride), width }
  }

  /** A row of numbers per unit, such as biases have. */
  rowOfUnits(units: number): number {
    return this.allocator.take(panelsOf(this.layout, units) * ROW)
  }

  bytes(count: number): number {
    return this.allocator.take(count)
  }

  /** Puts a list of words into memory; returns its address. */
  list(words: readonly number[]): number {
    const list = { address: this.bytes(words.length * 4), words: Int32Array.from(words) }
    this.lists.push(list)
    return list.address
  }

  /** Gives a layer its matrices; `a` may be that of another layer, which then also receives its gradient. */
  place(id: string, a: Matrix): void {
    const gradient = this.learning.has(id) ? this.matrix(a.width) : null
    this.buffers.set(id, { a, gradient, received: false })
  }

  /** The layer is another name for its source. */
  alias(id: string, source: string): void {
    this.buffers.set(id, this.of(source))
  }

  of(id: string): LayerBuffers {
    const found = this.buffers.get(id)
    if (found) return found
    throw new Error(`The layer ${id} is not planned yet.`)
  }

  /** The gradient that has arrived at a layer. Errors: none arrived, which no valid network does. */
  gradientOf(id: string): Matrix {
    const { gradient } = this.of(id)
    if (gradient) return gradient
    throw new Error(`The layer ${id} has no gradient.`)
  }

  /** Where a layer sends the gradient of one of its sources; null where nothing learns there. */
  receiver(source: string): Receiver | null {
    const buffers = this.of(source)
    if (!buffers.gradient) return null
    const sum = buffers.received ? 1 : 0
    buffers.received = true
    return { address: buffers.gradient.address, sum }
  }

  parameterPlace(id: string): ParameterPlace {
    const found = this.arena.places.find((place) => place.id === id)
    if (found) return found
    throw new Error(`The layer ${id} has no parameters.`)
  }

  /** Room for a transposed copy of a dense layer's weights, which the update keeps in step. */
  transposed(place: ParameterPlace): number {
    const { rows, columns } = place
    const to = this.bytes(padded(this.layout, rows) * padded(this.layout, columns) * this.layout.size)
    this.transposes.push({ place, to })
    return to
  }

  connections(place: ParameterPlace, mask: Connections): number {
    const to = this.bytes(place.weightBytes)
    this.masks.push({ place, to, mask })
    return to
  }

  runningStatistics(id: string, units: number): Running {
    const running = { id, units, means: this.rowOfUnits(units), variances: this.rowOfUnits(units) }
    this.running.push(running)
    return running
  }

  /** Addresses of a normalization's scale (gamma) and shift (beta). */
  normalization(id: string): { scale: number; shift: number } {
    const { weightsAt, biasesAt } = this.parameterPlace(id)
    return { scale: this.parameters + weightsAt, shift: this.parameters + biasesAt }
  }

  /** The gradient of the parameter at an address. */
  gradientAt(parameter: number): number {
    return parameter - this.parameters + this.gradients
  }

  /** The update of a normalization's parameters, whose gradients are there. */
  updateNormalization({
    id,
    units,
    freezeWeights,
    freezeBiases,
  }: EngineBatchNormalization | EngineLayerNormalization): void {
    if (this.deferred) return
    const { scale, shift } = this.normalization(id)
    const rows = panelsOf(this.layout, units)
    if (!freezeWeights) this.training.add('units', code.UPDATE, [scale, rows, 0])
    if (!freezeBiases) this.training.add('units', code.UPDATE, [shift, rows, 0])
  }
}
