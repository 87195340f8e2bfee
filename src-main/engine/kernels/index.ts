import { sumOfSquares } from './guard'
import { link } from './tape'

export { run } from './tape'

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
