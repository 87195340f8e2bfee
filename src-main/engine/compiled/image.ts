import * as code from '../kernels/codes'
import { type Blueprint, type PlacedTape } from './build'
import { numbersAt, RowWriter } from './data'
import { indexIn, type Layout, padded, ROW } from './layout'

/**
 * The memory of a program, laid out by its blueprint: the kernels' view of it is addresses, this is JavaScript's.
 * What never changes while training is written here once; the rows of the data when they are needed.
 */
export class Image {
  readonly parameters: Numbers
  readonly gradients: Numbers
  readonly slots: readonly Numbers[]
  readonly running: readonly RunningNumbers[]
  readonly order: Int32Array
  readonly losses: Float64Array
  readonly factors: Numbers
  readonly sampleLosses: Float64Array
  readonly random: Uint32Array
  readonly measuredOutputs: Float64Array
  readonly measuredLosses: Float64Array
  readonly training: Context
  readonly measuring: Context
  readonly buffer: ArrayBufferLike
  private readonly rows: RowWriter
  private readonly layout: Layout
  private readonly blueprint: Blueprint

  constructor(buffer: ArrayBufferLike, blueprint: Blueprint, layout: Layout, weights: Float64Array | null) {
    this.buffer = buffer
    this.blueprint = blueprint
    this.layout = layout
    const { plan, arena, x, y, trainingTape, measuringTape, measured } = blueprint
    const numbers = (address: number, bytes: number): Numbers => numbersAt(buffer, layout, address, bytes)
    this.parameters = numbers(plan.parameters, arena.bytes)
    this.gradients = numbers(plan.gradients, arena.bytes)
    this.slots = blueprint.slots.map((address) => numbers(address, arena.bytes))
    this.running = plan.running.map(({ id, units, means, variances }) => ({
      id,
      means: numbers(means, units * layout.size),
      variances: numbers(variances, units * layout.size),
    }))
    this.order = new Int32Array(buffer, blueprint.order, Math.max(x.source.rows, layout.capacity))
    this.losses = new Float64Array(buffer, blueprint.losses, (blueprint.factors - blueprint.losses) / 8)
    this.factors = numbers(blueprint.factors, blueprint.sampleLosses - blueprint.factors)
    this.sampleLosses = new Float64Array(buffer, blueprint.sampleLosses, layout.capacity)
    this.random = new Uint32Array(buffer, blueprint.random, 8)
    this.measuredOutputs = new Float64Array(buffer, measured.outputs, measured.rows * plan.network.outputs)
    this.measuredLosses = new Float64Array(buffer, measured.losses, measured.rows)

    this.rows = new RowWriter(buffer, [x, y], layout)
    if (weights) new Float64Array(buffer, blueprint.sampleWeights, weights.length).set(weights)
    for (const { address, words } of plan.lists) new Int32Array(buffer, address, words.length).set(words)
    for (const { place, to, mask } of plan.masks) this.writeMask(place, to, mask)
    const context = ({ context, address, words }: PlacedTape): Context => {
      new Int32Array(buffer, address, words.length).set(words)
      return new Context(buffer, context, blueprint, layout, { address, bytes: words.byteLength })
    }
    this.training = context(trainingTape)
    this.measuring = context(measuringTape)
  }

  /**
   * A copy of the weights and of what is measured beside them, with the optimizer's numbers where they are asked for; into
   * an earlier copy of the same kind where there is one.
   */
  snapshot({ slots, into }: { slots: boolean; into: Snapshot | null }): Snapshot {
    const copy = (numbers: Numbers, to: Numbers | undefined): Numbers => {
      if (!to) return numbers.slice()
      to.set(numbers)
      return to
    }
    return {
      parameters: copy(this.parameters, into?.parameters),
      running: this.running.map(({ id, means, variances }, index) => ({
        id,
        means: copy(means, into?.running[index].means),
        variances: copy(variances, into?.running[index].variances),
      })),
      slots: slots ? this.slots.map((slot, index) => copy(slot, into?.slots[index])) : [],
    }
  }

  restore({ parameters, running, slots }: Snapshot): void {
    this.parameters.set(parameters)
    running.forEach(({ means, variances }, index) => {
      this.running[index].means.set(means)
      this.running[index].variances.set(variances)
    })
    slots.forEach((slot, index) => this.slots[index].set(slot))
    this.writeTransposed()
  }

  /** Puts rows of the data into the order that a tape goes through, and their numbers where it reads them. */
  putInOrder(rows: Int32Array): void {
    this.rows.need(rows)
    this.order.set(rows)
  }

  /** Transposed copies of the weights, after these were written from outside. */
  writeTransposed(): void {
    const { panel, size } = this.layout
    const { plan } = this.blueprint
    for (const { place, to } of plan.transposes) {
      const [inputs, units] = [padded(this.layout, place.columns), padded(this.layout, place.rows)]
      const from = this.parameters.subarray(place.weightsAt / size)
      const transposed = numbersAt(this.buffer, this.layout, to, inputs * units * size)
      for (let unit = 0; unit < units; unit++) {
        const column = Math.floor(unit / panel) * inputs * panel + (unit % panel)
        for (let input = 0; input < inputs; input++)
          transposed[(Math.floor(input / panel) * units + unit) * panel + (input % panel)] =
            from[column + input * panel]
      }
    }
  }

  /** Forgets the batch: what is not a number must not stay beside the columns that the next one writes. */
  clearBatch(): void {
    for (const { id } of this.blueprint.plan.network.layers) {
      const { a, gradient } = this.blueprint.plan.of(id)
      for (const matrix of gradient ? [a, gradient] : [a])
        numbersAt(
          this.buffer,
          this.layout,
          matrix.address,
          Math.ceil(matrix.width / this.layout.panel) * this.layout.stride,
        ).fill(0)
    }
  }

  /** Row `row` of a matrix of the batch. */
  rowOf(address: number, width: number, row: number): Float64Array {
    const { panel, stride } = this.layout
    const matrix = numbersAt(this.buffer, this.layout, address, Math.ceil(width / panel) * stride)
    return Float64Array.from({ length: width }, (_, column) => matrix[indexIn(this.layout, stride / ROW, row, column)])
  }

  /** All bits of a connection's place where it exists. */
  private writeMask(
    { rows, columns, weightBytes }: { rows: number; columns: number; weightBytes: number },
    to: number,
    mask: readonly (readonly number[])[],
  ): void {
    const { panel, size } = this.layout
    const inputs = padded(this.layout, columns)
    const bytes = new Uint8Array(this.buffer, to, weightBytes)
    for (let unit = 0; unit < rows; unit++)
      for (let input = 0; input < columns; input++) {
        const index = (Math.floor(unit / panel) * inputs + input) * panel + (unit % panel)
        if (mask[unit][input] === 1) bytes.fill(255, index * size, (index + 1) * size)
      }
  }
}

type Numbers = Float32Array | Float64Array

/** Running statistics of a batch normalization, [units] each. */
export interface RunningNumbers {
  readonly id: string
  readonly means: Numbers
  readonly variances: Numbers
}

/** A copy that shares nothing with the memory. */
export interface Snapshot {
  readonly parameters: Numbers
  readonly running: readonly RunningNumbers[]
  readonly slots: readonly Numbers[]
}

export function snapshotBytes(snapshot: Snapshot | null): number {
  if (!snapshot) return 0
  const { parameters, running, slots } = snapshot
  const all = [parameters, ...slots, ...running.flatMap(({ means, variances }) => [means, variances])]
  return all.reduce((sum, { byteLength }) => sum + byteLength, 0)
}

/** The words that the kernels read beside a tape. */
export class Context {
  readonly address: number
  private readonly words: Int32Array
  private readonly reals: Float64Array

  constructor(
    buffer: ArrayBufferLike,
    address: number,
    blueprint: Blueprint,
    layout: Layout,
    tape: { address: number; bytes: number },
  ) {
    this.address = address
    this.words = new Int32Array(buffer, address, code.CONTEXT_BYTES / 4)
    this.reals = new Float64Array(buffer, address, code.CONTEXT_BYTES / 8)
    const { plan, slots } = blueprint
    const [slot0 = 0, slot1 = slot0, slot2 = slot1] = slots
    const words: readonly (readonly [number, number])[] = [
      [code.TAPE, tape.address],
      [code.TAPE_END, tape.address + tape.bytes],
      [code.ORDER, blueprint.order],
      [code.LOSSES, blueprint.losses],
      [code.FACTORS, blueprint.factors],
      [code.SAMPLE_LOSSES, blueprint.sampleLosses],
      [code.SHARE, blueprint.shares],
      [code.RANDOM, blueprint.random],
      [code.MAGNITUDES, blueprint.magnitudes],
      [code.STEPS, blueprint.steps],
      [code.PARAMETERS, plan.parameters],
      [code.GRADIENTS, plan.gradients],
      [code.SLOT_0, slot0],
      [code.SLOT_1, slot1],
      [code.SLOT_2, slot2],
      [code.PACKED, blueprint.packed],
      [code.PACKED_STRIDE, blueprint.packedStride],
      [code.WEIGHTS_OF_ROWS, blueprint.sampleWeights],
      [code.STRIDE, layout.stride],
      [code.GUARDED, 1],
    ]
    for (const [place, value] of words) this.set(place, value)
    this.setReal(code.CLIP_VALUE, Number.POSITIVE_INFINITY)
    this.setReal(code.CLIP_NORM, Number.POSITIVE_INFINITY)
    this.setReal(code.CLIP_SCALE, 1)
  }

  get(place: number): number {
    return this.words[place / 4]
  }

  set(place: number, value: number): void {
    this.words[place / 4] = value
  }

  getReal(place: number): number {
    return this.reals[place / 8]
  }

  setReal(place: number, value: number): void {
    this.reals[place / 8] = value
  }
}
