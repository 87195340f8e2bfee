import { CLIP_NORM, CLIP_SCALE, SQUARES } from '../codes'
import { sumOfSquares } from '../guard'
import { firstOf, firstPanel, lastPanel, Step } from '../step'
import { biasGradient, denseGradient, transpose, update } from '../update'
import { PANEL, panels, ROW } from '../vector'

/** Operations that make gradients and update parameters, on the thread's units. */

@unmanaged
export class DenseGradient {
  operation: i32
  x: usize
  delta: usize
  inputs: i32
  units: i32
  weights: usize
  transposed: usize
  mask: usize
  frozen: i32
  deferred: i32
}

export function denseGradientOf<T>(step: Step, call: DenseGradient): void {
  denseGradient<T>(
    step.context,
    call.x,
    call.delta,
    step.stride,
    step.rows,
    call.inputs,
    call.units,
    call.weights,
    call.transposed,
    call.mask,
    call.frozen != 0,
    call.deferred != 0,
    step.factors,
    step.thread,
    step.threads,
  )
}

@unmanaged
export class BiasGradient {
  operation: i32
  delta: usize
  units: i32
  biases: usize
  shared: i32
  frozen: i32
  deferred: i32
}

export function biasGradientOf<T>(step: Step, call: BiasGradient): void {
  if (step.thread != step.threads - 1) return
  biasGradient<T>(
    step.context,
    call.delta,
    step.stride,
    step.rows,
    call.units,
    call.biases,
    call.shared != 0,
    call.frozen != 0,
    call.deferred != 0,
    step.factors,
  )
}

@unmanaged
export class Update {
  operation: i32
  parameters: usize
  /** Rows of 32 bytes. */
  count: i32
  decays: i32
}

export function updateOf<T>(step: Step, call: Update): void {
  const from = firstOf(call.count, step.thread, step.threads, 1)
  const bytes = <usize>(firstOf(call.count, step.thread + 1, step.threads, 1) - from) * ROW
  const parameters = call.parameters + <usize>from * ROW
  update<T>(step.context, parameters, bytes, step.factors, call.decays != 0)
}

@unmanaged
export class Clip {
  operation: i32
  /** Address and bytes of each piece of the gradient that an update follows. */
  list: usize
  count: i32
}

/** Clipping by global norm: the length of the gradient in all pieces, and what brings it within the limit. */
export function clip<T>(step: Step, call: Clip): void {
  if (step.thread != 0) return
  let squares: f64 = 0
  for (let index = 0; index < call.count; index++) {
    const entry = call.list + ((<usize>index) << 3)
    squares += sumOfSquares<T>(<usize>load<u32>(entry), <usize>load<u32>(entry, 4))
  }
  store<f64>(step.context + SQUARES, squares)
  const limit = load<f64>(step.context + CLIP_NORM)
  store<f64>(step.context + CLIP_SCALE, min<f64>(1, limit / (sqrt(squares) + 1e-6)))
}

@unmanaged
export class Transpose {
  operation: i32
  weights: usize
  transposed: usize
  inputs: i32
  units: i32
}

export function transposeOf<T>(step: Step, call: Transpose): void {
  const inputRows = panels<T>(call.inputs) * PANEL<T>()
  const last = lastPanel<T>(step, call.units)
  for (let panel = firstPanel<T>(step, call.units); panel < last; panel++) {
    const piece = call.weights + <usize>(panel * inputRows) * ROW
    transpose<T>(piece, call.transposed, panel, 0, inputRows, call.units)
  }
}
