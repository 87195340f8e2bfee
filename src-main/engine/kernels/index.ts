import { sumOfSquares } from './guard'
import { run } from './tape'

export function run32(context: usize, steps: i32, thread: i32): void {
  run<f32>(context, steps, thread)
}

export function run64(context: usize, steps: i32, thread: i32): void {
  run<f64>(context, steps, thread)
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
