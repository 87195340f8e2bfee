import { gatherBytes, gatherNumbers } from '../gather'
import { SAMPLE_LOSSES } from '../codes'
import { pointer, Step } from '../step'
import { place } from '../vector'

/** Operations at the two ends of a step: where its samples come from, and where measured outputs go. */

@unmanaged
export class Gather {
  operation: i32
  from: usize
  rowBytes: usize
  /** The first column. */
  column: i32
  to: usize
  width: i32
  /** Of bytes: mean and deviation of each column. */
  scaling: usize
}

export function gatherNumbersOf<T>(step: Step, call: Gather): void {
  gatherNumbers<T>(
    call.from,
    call.rowBytes,
    call.column,
    step.order,
    call.to,
    step.stride,
    call.width,
    step.first,
    step.last,
  )
}

export function gatherBytesOf<T>(step: Step, call: Gather): void {
  gatherBytes<T>(
    call.from,
    call.rowBytes,
    call.column,
    step.order,
    call.to,
    step.stride,
    call.width,
    call.scaling,
    step.first,
    step.last,
  )
}

@unmanaged
export class Outputs {
  operation: i32
  from: usize
  width: i32
  to: usize
  lossesTo: usize
}

/** Rows of panels to rows of float64, and the losses of the samples, to their places in the order. */
export function outputs<T>(step: Step, call: Outputs): void {
  const losses = pointer(step.context, SAMPLE_LOSSES)
  for (let row = step.first; row < step.last; row++) {
    store<f64>(call.lossesTo + ((<usize>(step.start + row)) << 3), load<f64>(losses + ((<usize>row) << 3)))
    let target = call.to + ((<usize>((step.start + row) * call.width)) << 3)
    for (let column = 0; column < call.width; column++) {
      store<f64>(target, <f64>load<T>(place<T>(call.from, step.stride, row, column)))
      target += 8
    }
  }
}
