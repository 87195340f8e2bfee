import { sumOfSquares } from './guard'
import { link } from './tape'

export { run } from './tape'

// Exported so that they stay functions of their own: built into a loop around them, V8 11 (Node 20) keeps some of their sums
// in memory, and they take twice as long.
export { gradientTile6 } from './gradient'
export { tile6 } from './tiles'

export function link32(tape: usize, end: usize): void {
  link<f32>(tape, end)
}

export function link64(tape: usize, end: usize): void {
  link<f64>(tape, end)
}

export function sumOfSquares32(from: usize, bytes: usize): f64 {
  return sumOfSquares<f32>(from, bytes)
}

export function sumOfSquares64(from: usize, bytes: usize): f64 {
  return sumOfSquares<f64>(from, bytes)
}

/** The first byte of memory that the module does not use itself. */
export function memoryStart(): usize {
  return __heap_base
}
