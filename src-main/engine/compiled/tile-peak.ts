import * as code from '../kernels/codes'
import { instantiate, kernelFor, kernelNamed, memoryOf, type Precision } from './kernels'
import { Allocator, layoutFor, ROW } from './layout'
import { Tape } from './tape'

/** A product whose rows and panels each fit into the first-level cache: nothing but the speed of the tile itself. */
const [ROWS, DEPTH, WIDTH] = [24, 128, 128]

/**
 * What the tile of the matrix products reaches where memory does not hold it up, in GFLOP/s, by a clock that gives
 * milliseconds: the measure for what a whole step reaches.
 */
export function tilePeak(precision: Precision, now: () => number, milliseconds = 200): number {
  const layout = layoutFor(precision, ROWS)
  const allocator = new Allocator(ROW * 128)
  const bytes = (rows: number, columns: number): number => rows * columns * layout.size
  const [a, b, c] = [bytes(ROWS, DEPTH), bytes(DEPTH, WIDTH), bytes(ROWS, WIDTH)].map((size) => allocator.take(size))
  const [zero, packed, step, context, random] = [ROW, 4 * DEPTH * ROWS * 8, 64, code.CONTEXT_BYTES, 32].map((size) =>
    allocator.take(size),
  )
  const tape = new Tape(1)
  const calls = 64
  for (let call = 0; call < calls; call++)
    tape.add('rows', code.PRODUCT, [a, b, DEPTH * ROW, c, zero, 0, 0, DEPTH, WIDTH])
  const words = tape.encode()
  const address = allocator.take(words.byteLength)
  const memory = memoryOf(allocator.used)
  const kernels = instantiate(kernelNamed(kernelFor(precision)), memory)
  new Int32Array(memory.buffer, address, words.length).set(words)
  kernels.link(address, address + words.byteLength)
  const fields = new Int32Array(memory.buffer, context, code.CONTEXT_BYTES / 4)
  const set = (place: number, value: number): void => void (fields[place / 4] = value)
  set(code.TAPE, address)
  set(code.TAPE_END, address + words.byteLength)
  set(code.THREADS, 1)
  set(code.TOTAL, ROWS)
  set(code.BATCH, ROWS)
  set(code.STRIDE, layout.stride)
  set(code.STEPS, step)
  set(code.PACKED, packed)
  set(code.RANDOM, random)
  let best = 0
  for (const end = now() + milliseconds; now() < end;) {
    const began = now()
    for (let time = 0; time < 8; time++) kernels.run(context, 1, 0)
    best = Math.max(best, (2 * ROWS * DEPTH * WIDTH * calls * 8) / ((now() - began) * 1e6))
  }
  return best
}
