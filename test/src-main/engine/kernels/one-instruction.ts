import {
  instantiate,
  type KernelModule,
  type KernelName,
  type Kernels,
  memoryOf,
  OWN_BYTES,
} from '@engine/compiled/kernels'
import { numbersAt } from '@engine/compiled/data'
import { Allocator, indexIn, type Layout, layoutFor, padded, panelsOf, ROW } from '@engine/compiled/layout'
import { Tape } from '@engine/compiled/tape'
import * as code from '@engine/kernels/codes'
import { bytes as plain } from '../../../../src-main/engine/kernels/index.ts?asc'
import { bytes as relaxed } from '../../../../src-main/engine/kernels/index.ts?asc-relaxed'
import { setEngineFlags } from '../../../../src-main/services/v8-flags'

setEngineFlags()

const modules: readonly KernelModule[] = [
  { name: 'float64', module: new WebAssembly.Module(plain) },
  { name: 'float32', module: new WebAssembly.Module(plain) },
  ...(WebAssembly.validate(relaxed)
    ? [{ name: 'float32 fused' as const, module: new WebAssembly.Module(relaxed) }]
    : []),
]

/** Every kernel that can run here. */
export const kernelNames: readonly KernelName[] = modules.map(({ name }) => name)

const MEMORY_BYTES = 8 * 1024 * 1024
/** Beyond what was handed out, this much must stay as it was too. */
const BORDER_BYTES = 4096
const MOST_THREADS = 3

const memory = memoryOf(MEMORY_BYTES)
/** How much of the memory a test before this one may have used. */
let dirty = MEMORY_BYTES - OWN_BYTES
const kernels = new Map<KernelName, Kernels>(modules.map((each) => [each.name, instantiate(each, memory)]))

/** A matrix in panels: `rows` rows with numbers in them, `width` columns; `height` rows lie between two panels. */
export interface Place {
  readonly address: number
  readonly bytes: number
  readonly width: number
  readonly rows: number
  readonly height: number
}

export interface RunOptions {
  /** Samples of the batch. */
  readonly rows: number
  /** Each does its share, one after the other. */
  readonly threads?: number
  /** What the instruction may write; a changed byte anywhere else is an error. */
  readonly writes: readonly { readonly address: number; readonly bytes: number }[]
}

/**
 * A tape of one or a few instructions over a memory that held NaN everywhere (all bits set): a kernel that reads what nobody
 * wrote shows it, and `run` throws where one writes what it should not.
 */
export class OneInstruction {
  readonly kernel: KernelName
  readonly layout: Layout
  readonly context: number
  private readonly allocator = new Allocator(OWN_BYTES)
  private tape = new Tape(1)
  private readonly words: Int32Array
  private readonly reals: Float64Array

  /** `capacity`: rows that every matrix of the batch has room for. */
  constructor(kernel: KernelName, capacity: number) {
    this.kernel = kernel
    this.layout = layoutFor(kernel === 'float64' ? 'float64' : 'float32', capacity)
    new Uint8Array(memory.buffer, OWN_BYTES, dirty).fill(255)
    dirty = MEMORY_BYTES - OWN_BYTES
    this.context = this.allocator.take(code.CONTEXT_BYTES)
    this.words = new Int32Array(memory.buffer, this.context, code.CONTEXT_BYTES / 4)
    this.reals = new Float64Array(memory.buffer, this.context, code.CONTEXT_BYTES / 8)
    this.words.fill(0)
    this.setReal(code.CLIP_VALUE, Number.POSITIVE_INFINITY)
    this.setReal(code.CLIP_NORM, Number.POSITIVE_INFINITY)
    this.setReal(code.CLIP_SCALE, 1)
    this.set(code.STRIDE, this.layout.stride)
    this.set(code.STEPS, this.allocator.take(64 * MOST_THREADS))
    this.set(code.ORDER, this.int32(Array.from({ length: capacity }, (_, row) => row)))
    this.set(code.RANDOM, this.allocator.take(32))
  }

  /** What a number becomes in this precision. */
  round(value: number): number {
    return this.layout.size === 4 ? Math.fround(value) : value
  }

  set(place: number, value: number): void {
    this.words[place / 4] = value
  }

  get(place: number): number {
    return this.words[place / 4] ?? Number.NaN
  }

  setReal(place: number, value: number): void {
    this.reals[place / 8] = value
  }

  getReal(place: number): number {
    return this.reals[place / 8] ?? Number.NaN
  }

  /** A matrix of the batch, [samples][width]; rows beyond the given ones hold NaN, columns beyond the width 0. */
  batch(values: readonly (readonly number[])[], width = values[0]?.length ?? 0): Place {
    return this.matrix(values, this.layout.stride / ROW, width)
  }

  /** Weights [units][inputs] as the forward product reads them: a column per unit, a row per input, padding 0. */
  weights(values: readonly (readonly number[])[]): Place {
    const inputs = values[0]?.length ?? 0
    const height = padded(this.layout, inputs)
    const rows = Array.from({ length: height }, (_, input) => values.map((row) => row[input] ?? 0))
    return { ...this.matrix(rows, height, values.length), rows: inputs }
  }

  /** Numbers [units] in a row of panels, padding 0. */
  units(values: readonly number[]): Place {
    return this.matrix([values], 1, values.length)
  }

  float64(values: readonly number[]): number {
    const address = this.allocator.take(8 * values.length)
    new Float64Array(memory.buffer, address, values.length).set(values)
    return address
  }

  /** The factors of one update, which the optimizers' kernels read in their own precision. */
  factors(values: readonly number[]): number {
    const address = this.allocator.take(code.FACTORS_BYTES)
    const numbers = numbersAt(memory.buffer, this.layout, address, code.FACTORS_BYTES)
    numbers.fill(0)
    numbers.set(values)
    return address
  }

  int32(values: readonly number[]): number {
    const address = this.allocator.take(4 * values.length)
    new Int32Array(memory.buffer, address, values.length).set(values)
    return address
  }

  bytes(values: ArrayLike<number>): number {
    const address = this.allocator.take(values.length)
    new Uint8Array(memory.buffer, address, values.length).set(values)
    return address
  }

  take(bytes: number): { address: number; bytes: number } {
    return { address: this.allocator.take(bytes), bytes }
  }

  add(operation: number, operands: readonly number[], real?: { at: number; value: number }): void {
    this.tape.add('rows', operation, operands, real)
  }

  /** Begins a new tape over the same memory. */
  clear(): void {
    this.tape = new Tape(1)
  }

  /** Runs the tape once. Errors: it wrote where it should not. */
  run({ rows, threads = 1, writes }: RunOptions): void {
    const words = this.tape.encode()
    const tape = this.int32([...words])
    const own = { address: this.context, bytes: code.CONTEXT_BYTES }
    this.set(code.TAPE, tape)
    this.set(code.TAPE_END, tape + words.byteLength)
    this.set(code.THREADS, threads)
    this.set(code.TOTAL, rows)
    this.set(code.BATCH, rows)
    const run = kernels.get(this.kernel)
    if (!run) throw new Error(`There is no kernel ${this.kernel}.`)
    run.link(tape, tape + words.byteLength)
    dirty = this.allocator.used + BORDER_BYTES
    const before = new Uint8Array(memory.buffer).slice(0, dirty)
    for (let thread = 0; thread < threads; thread++) run.run(this.context, 1, thread)
    const after = new Uint8Array(memory.buffer, 0, before.length)
    const steps = { address: this.get(code.STEPS), bytes: 64 * MOST_THREADS }
    const random = { address: this.get(code.RANDOM), bytes: 32 }
    // The kernels' own stack and tables lie first.
    const kept = { address: 0, bytes: OWN_BYTES }
    for (const { address, bytes } of [...writes, own, steps, random, kept])
      before.set(after.subarray(address, address + bytes), address)
    if (Buffer.compare(before, after) !== 0) {
      const at = before.findIndex((byte, index) => byte !== after[index])
      throw new Error(`The byte at ${at} was changed.`)
    }
  }

  /** The numbers of a matrix, [rows][width]. Errors: a lane beyond the width is not 0, unless those may be anything. */
  read({ address, bytes, width, rows, height }: Place, { padding } = { padding: true }): number[][] {
    const numbers = numbersAt(memory.buffer, this.layout, address, bytes)
    const number = (row: number, column: number): number =>
      numbers[indexIn(this.layout, height, row, column)] ?? Number.NaN
    return Array.from({ length: rows }, (_, row) => {
      for (let column = width; column < padded(this.layout, width); column++)
        if (padding && number(row, column) !== 0) throw new Error(`Column ${column} of row ${row} is not 0.`)
      return Array.from({ length: width }, (_, column) => number(row, column))
    })
  }

  /** Sets all bits where a matrix holds a number other than 0: what a mask of connections is. */
  fillBits({ address, bytes }: Place): void {
    const { size } = this.layout
    const numbers = numbersAt(memory.buffer, this.layout, address, bytes)
    numbers.forEach((value, index) => {
      if (value !== 0) new Uint8Array(memory.buffer, address + index * size, size).fill(255)
    })
  }

  readFloat64(address: number, count: number): number[] {
    return [...new Float64Array(memory.buffer, address, count)]
  }

  setWords(address: number, words: readonly number[]): void {
    new Uint32Array(memory.buffer, address, words.length).set(words)
  }

  readWords(address: number, count: number): number[] {
    return [...new Uint32Array(memory.buffer, address, count)]
  }

  /** Numbers of this precision one after the other. */
  readNumbers(address: number, count: number): number[] {
    return [...numbersAt(memory.buffer, this.layout, address, count * this.layout.size)]
  }

  numbers(values: readonly number[]): { address: number; bytes: number } {
    const place = this.take(values.length * this.layout.size)
    numbersAt(memory.buffer, this.layout, place.address, place.bytes).set(values)
    return place
  }

  private matrix(values: readonly (readonly number[])[], height: number, width: number): Place {
    const bytes = panelsOf(this.layout, width) * height * ROW
    const address = this.allocator.take(bytes)
    const numbers = numbersAt(memory.buffer, this.layout, address, bytes)
    values.forEach((row, index) => {
      for (let column = 0; column < padded(this.layout, width); column++)
        numbers[indexIn(this.layout, height, index, column)] = row[column] ?? 0
    })
    return { address, bytes, width, rows: values.length, height }
  }
}
