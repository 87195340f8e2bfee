import { GUARDED, LOSSES, MAGNITUDES, SAMPLE_LOSSES, SHARE, WEIGHTS_OF_ROWS } from '../codes'
import { largestLane, largestMagnitude } from '../guard'
import { loss, meanLoss, shares } from '../losses'
import { pointer, Step, word } from '../step'

/** Operations of the loss, and of the guard that stands before every update. */

export function sharesOf<T>(step: Step): void {
  shares<T>(
    pointer(step.context, WEIGHTS_OF_ROWS),
    step.order,
    pointer(step.context, SHARE),
    step.rows,
    step.first,
    step.last,
  )
}

@unmanaged
export class Loss {
  operation: i32
  code: i32
  a: usize
  y: usize
  gradient: usize
  width: i32
}

export function lossOf<T>(step: Step, call: Loss): void {
  loss<T>(
    call.code,
    call.a,
    call.y,
    call.gradient,
    step.stride,
    call.width,
    pointer(step.context, SHARE),
    pointer(step.context, SAMPLE_LOSSES),
    step.first,
    step.last,
  )
}

/** The loss of the whole batch. */
export function sumLoss(step: Step): void {
  if (step.thread != 0) return
  store<f64>(
    pointer(step.context, LOSSES) + ((<usize>step.number) << 3),
    meanLoss(pointer(step.context, WEIGHTS_OF_ROWS), step.order, pointer(step.context, SAMPLE_LOSSES), step.rows),
  )
}

@unmanaged
export class Guard {
  operation: i32
  /** Address, width and kind (0: activation, 1: delta) of each matrix. */
  list: usize
  count: i32
}

/** Notes the largest magnitude among the thread's samples: of activations, and of deltas. */
export function guard<T>(step: Step, call: Guard): void {
  const context = step.context
  const stride = step.stride
  const first = step.first
  const last = step.last
  let activations = i32x4.splat(0)
  let deltas = activations
  let entry = call.list
  for (const end = entry + <usize>(call.count * 12); entry < end; entry += 12) {
    const matrix = <usize>load<u32>(entry)
    const width = load<i32>(entry, 4)
    if (load<i32>(entry, 8)) deltas = largestMagnitude<T>(matrix, stride, width, first, last, deltas)
    else activations = largestMagnitude<T>(matrix, stride, width, first, last, activations)
  }
  const own = pointer(context, MAGNITUDES) + (<usize>step.thread << 4)
  store<f64>(own, largestLane<T>(activations))
  store<f64>(own, largestLane<T>(deltas), 8)
}

/**
 * Whether the update might give a number that is not finite. A gradient is at most rows * |a| * |delta|, and well below what
 * T can hold its square is finite too. Where this is not sure, the step is made again, with a copy kept.
 */
export function isSuspect<T>(step: Step): bool {
  if (!word(step.context, GUARDED)) return false
  let activations: f64 = 0
  let deltas: f64 = 0
  for (let thread = 0; thread < step.threads; thread++) {
    const own = pointer(step.context, MAGNITUDES) + ((<usize>thread) << 4)
    activations = max<f64>(activations, load<f64>(own))
    deltas = max<f64>(deltas, load<f64>(own, 8))
  }
  const most: f64 = sizeof<T>() == 4 ? 1e12 : 1e140
  // Written so that what is not a number is suspect.
  return !(activations < most && deltas < most && activations * deltas * <f64>step.rows < most)
}
