import { activate, delta } from './activations'
import {
  ACTIVATE,
  BARRIER,
  BATCH,
  BATCH_NORMALIZE,
  BATCH_NORMALIZE_BACK,
  BATCH_STATISTICS,
  BIAS_GRADIENT,
  CHECK,
  CLIP,
  CLIP_NORM,
  CLIP_SCALE,
  COLUMNS,
  COMPLETE,
  DELTA,
  DENSE_GRADIENT,
  DONE,
  DROPOUT_MASK,
  FACTORS,
  FACTORS_BYTES,
  GATHER_BYTES,
  GATHER_NUMBERS,
  GUARD,
  GUARDED,
  INSTRUCTION_WORDS,
  LAYER_NORMALIZE,
  LAYER_NORMALIZE_BACK,
  LOSS,
  LOSSES,
  MAGNITUDES,
  MULTIPLY,
  ORDER,
  OUTPUTS,
  PACKED,
  PACKED_STRIDE,
  PRODUCT,
  RANDOM,
  RUNNING_STATISTICS,
  SAMPLE_LOSSES,
  SCALE_GRADIENT,
  SHARE,
  SHARES,
  SPREAD_BIAS,
  START,
  STATUS,
  STRIDE,
  SUM_LOSS,
  SUSPECT,
  TAPE,
  TAPE_END,
  THREADS,
  TOTAL,
  TRANSPOSE,
  UPDATE,
  WEIGHTS_OF_ROWS,
} from './codes'
import { dropoutMask } from './dropout'
import { gatherBytes, gatherNumbers } from './gather'
import { largestMagnitude, sumOfSquares } from './guard'
import { loss, meanLoss, shares } from './losses'
import { columns, multiply } from './merge'
import {
  batchNormalize,
  batchNormalizeBack,
  batchStatistics,
  layerNormalize,
  layerNormalizeBack,
  runningStatistics,
  scaleGradient,
} from './normalization'
import { product } from './product'
import { barrier, firstOf } from './threads'
import { adjust, biasGradient, denseGradient, transpose, update } from './update'
import { laneMask, PANEL, panels, place, ROW, splatFrom } from './vector'

/**
 * Runs the tape for up to `steps` batches, one after the other, without a word to JavaScript in between. Every thread runs
 * the same tape; an instruction works on the thread's rows of the batch, or on its part of the units, or is one thread's.
 */
export function run<T>(context: usize, steps: i32, thread: i32): void {
  const threads = word(context, THREADS)
  const total = word(context, TOTAL)
  const batch = word(context, BATCH)
  const begin = <usize>load<u32>(context + TAPE)
  const end = <usize>load<u32>(context + TAPE_END)
  let start = word(context, START)
  let factors = <usize>load<u32>(context + FACTORS)
  for (let step = 0; step < steps && start < total; step++) {
    const rows = min(batch, total - start)
    const order = <usize>load<u32>(context + ORDER) + (<usize>start << 2)
    if (thread == 0) keepRandom(<usize>load<u32>(context + RANDOM))
    for (let at = begin; at < end; at += INSTRUCTION_WORDS * 4) {
      if (word(at, 0) == CHECK) {
        if (!isSafe<T>(context, rows, threads)) {
          if (thread == 0) store<i32>(context + STATUS, SUSPECT)
          return
        }
      } else execute<T>(context, at, order, rows, start, step, factors, thread, threads)
    }
    start += rows
    factors += FACTORS_BYTES
    if (thread == 0) {
      store<i32>(context + DONE, step + 1)
      store<i32>(context + START, start)
    }
  }
  if (thread == 0) store<i32>(context + STATUS, COMPLETE)
}

// @ts-ignore: decorator
@inline
function word(base: usize, offset: usize): i32 {
  return load<i32>(base + offset)
}

/** The generator's state before the step, behind the state itself: a step that does not happen draws nothing. */
// @ts-ignore: decorator
@inline
function keepRandom(state: usize): void {
  v128.store(state, v128.load(state), 16)
}

/** Operand `index` of an instruction, counted from 1: a number, or an address. */
// @ts-ignore: decorator
@inline
function operand(at: usize, index: usize): i32 {
  return load<i32>(at + (index << 2))
}
// @ts-ignore: decorator
@inline
function address(at: usize, index: usize): usize {
  return <usize>load<u32>(at + (index << 2))
}
// @ts-ignore: decorator
@inline
function real(at: usize, index: usize): f64 {
  return load<f64>(at + (index << 2))
}

function execute<T>(
  context: usize,
  at: usize,
  order: usize,
  rows: i32,
  start: i32,
  step: i32,
  factors: usize,
  thread: i32,
  threads: i32,
): void {
  const stride = <usize>load<u32>(context + STRIDE)
  const first = firstOf(rows, thread, threads, 4)
  const last = firstOf(rows, thread + 1, threads, 4)
  switch (word(at, 0)) {
    case BARRIER:
      return barrier(context, threads)
    case GATHER_NUMBERS:
      return gatherNumbers<T>(
        address(at, 1),
        address(at, 2),
        operand(at, 3),
        order,
        address(at, 4),
        stride,
        operand(at, 5),
        first,
        last,
      )
    case GATHER_BYTES:
      return gatherBytes<T>(
        address(at, 1),
        address(at, 2),
        operand(at, 3),
        order,
        address(at, 4),
        stride,
        operand(at, 5),
        address(at, 6),
        first,
        last,
      )
    case SHARES:
      return shares<T>(
        <usize>load<u32>(context + WEIGHTS_OF_ROWS),
        order,
        <usize>load<u32>(context + SHARE),
        rows,
        first,
        last,
      )
    case PRODUCT:
      return product<T>(
        address(at, 1),
        stride,
        address(at, 2),
        address(at, 3),
        address(at, 4),
        address(at, 5),
        address(at, 6),
        address(at, 7),
        operand(at, 8),
        operand(at, 9),
        first,
        last,
        <usize>load<u32>(context + PACKED) + <usize>(thread * word(context, PACKED_STRIDE)),
      )
    case SPREAD_BIAS: {
      if (thread != 0) return
      const bias = splatFrom<T>(address(at, 1))
      const width = operand(at, 3)
      for (let panel = 0; panel < panels<T>(width); panel++) {
        const to = address(at, 2) + <usize>panel * ROW
        v128.store(to, v128.and(bias, laneMask<T>(panel, width, false)))
        v128.store(to, v128.and(bias, laneMask<T>(panel, width, true)), 16)
      }
      return
    }
    case ACTIVATE:
      return activate<T>(operand(at, 1), address(at, 2), address(at, 3), stride, operand(at, 4), first, last)
    case DELTA:
      return delta<T>(
        operand(at, 1),
        address(at, 2),
        address(at, 3),
        address(at, 4),
        address(at, 5),
        stride,
        operand(at, 6),
        first,
        last,
        operand(at, 7) != 0,
      )
    case LOSS:
      return loss<T>(
        operand(at, 1),
        address(at, 2),
        address(at, 3),
        address(at, 4),
        stride,
        operand(at, 5),
        <usize>load<u32>(context + SHARE),
        <usize>load<u32>(context + SAMPLE_LOSSES),
        first,
        last,
      )
    case GUARD:
      return guard<T>(context, address(at, 1), operand(at, 2), stride, first, last, thread)
    case SUM_LOSS:
      if (thread == 0)
        store<f64>(
          <usize>load<u32>(context + LOSSES) + (<usize>step << 3),
          meanLoss(
            <usize>load<u32>(context + WEIGHTS_OF_ROWS),
            order,
            <usize>load<u32>(context + SAMPLE_LOSSES),
            rows,
          ),
        )
      return
    case DENSE_GRADIENT:
      return denseGradient<T>(
        context,
        address(at, 1),
        address(at, 2),
        stride,
        rows,
        operand(at, 3),
        operand(at, 4),
        address(at, 5),
        address(at, 6),
        address(at, 7),
        operand(at, 8) != 0,
        operand(at, 9) != 0,
        factors,
        thread,
        threads,
      )
    case BIAS_GRADIENT:
      if (thread == threads - 1)
        biasGradient<T>(
          context,
          address(at, 1),
          stride,
          rows,
          operand(at, 2),
          address(at, 3),
          operand(at, 4) != 0,
          operand(at, 5) != 0,
          operand(at, 6) != 0,
          factors,
        )
      return
    case COLUMNS:
      return columns<T>(
        address(at, 1),
        operand(at, 2),
        address(at, 3),
        operand(at, 4),
        operand(at, 5),
        stride,
        first,
        last,
        operand(at, 6) != 0,
      )
    case DROPOUT_MASK:
      if (thread == 0)
        dropoutMask<T>(
          <usize>load<u32>(context + RANDOM),
          address(at, 1),
          stride,
          operand(at, 2),
          rows,
          real(at, 4),
        )
      return
    case MULTIPLY:
      return multiply<T>(
        address(at, 1),
        address(at, 2),
        address(at, 3),
        operand(at, 4),
        stride,
        first,
        last,
        operand(at, 5) != 0,
      )
    case OUTPUTS:
      return outputs<T>(
        address(at, 1),
        operand(at, 2),
        address(at, 3),
        <usize>load<u32>(context + SAMPLE_LOSSES),
        address(at, 4),
        stride,
        start,
        first,
        last,
      )
    default:
      return executeOnUnits<T>(context, at, rows, stride, factors, thread, threads, first, last)
  }
}

/** Instructions that are shared out by units, and the normalizations. */
function executeOnUnits<T>(
  context: usize,
  at: usize,
  rows: i32,
  stride: usize,
  factors: usize,
  thread: i32,
  threads: i32,
  first: i32,
  last: i32,
): void {
  switch (word(at, 0)) {
    case UPDATE: {
      const count = operand(at, 2)
      const from = firstOf(count, thread, threads, 1)
      const bytes = <usize>(firstOf(count, thread + 1, threads, 1) - from) * ROW
      const parameters = address(at, 1) + <usize>from * ROW
      if (operand(at, 4)) adjust<T>(context, parameters, bytes, operand(at, 3) != 0)
      if (operand(at, 5)) update<T>(context, parameters, bytes, factors, operand(at, 3) != 0)
      return
    }
    case CLIP:
      if (thread == 0) clip<T>(context, address(at, 1), operand(at, 2))
      return
    case TRANSPOSE: {
      const inputRows = panels<T>(operand(at, 3)) * PANEL<T>()
      const count = panels<T>(operand(at, 4))
      const end = firstOf(count, thread + 1, threads, 1)
      for (let panel = firstOf(count, thread, threads, 1); panel < end; panel++) {
        const piece = address(at, 1) + <usize>(panel * inputRows) * ROW
        transpose<T>(piece, address(at, 2), panel, 0, inputRows, operand(at, 4))
      }
      return
    }
    case BATCH_STATISTICS: {
      const count = panels<T>(operand(at, 5))
      return batchStatistics<T>(
        address(at, 1),
        stride,
        rows,
        address(at, 2),
        address(at, 3),
        address(at, 4),
        real(at, 6),
        firstOf(count, thread, threads, 1),
        firstOf(count, thread + 1, threads, 1),
      )
    }
    case RUNNING_STATISTICS: {
      const count = panels<T>(operand(at, 5))
      return runningStatistics<T>(
        address(at, 1),
        address(at, 2),
        address(at, 3),
        address(at, 4),
        rows,
        real(at, 6),
        firstOf(count, thread, threads, 1),
        firstOf(count, thread + 1, threads, 1),
      )
    }
    case BATCH_NORMALIZE:
      return batchNormalize<T>(
        address(at, 1),
        address(at, 2),
        stride,
        operand(at, 3),
        address(at, 4),
        address(at, 5),
        address(at, 6),
        real(at, 10),
        address(at, 7),
        address(at, 8),
        first,
        last,
      )
    case BATCH_NORMALIZE_BACK: {
      const count = panels<T>(operand(at, 4))
      return batchNormalizeBack<T>(
        address(at, 1),
        address(at, 2),
        address(at, 3),
        stride,
        rows,
        operand(at, 4),
        address(at, 5),
        address(at, 6),
        address(at, 7),
        address(at, 8),
        address(at, 9),
        firstOf(count, thread, threads, 1),
        firstOf(count, thread + 1, threads, 1),
        operand(at, 10) != 0,
      )
    }
    case LAYER_NORMALIZE:
      return layerNormalize<T>(
        address(at, 1),
        address(at, 2),
        stride,
        operand(at, 3),
        address(at, 4),
        real(at, 8),
        address(at, 5),
        address(at, 6),
        first,
        last,
      )
    case LAYER_NORMALIZE_BACK:
      return layerNormalizeBack<T>(
        address(at, 1),
        address(at, 2),
        address(at, 3),
        stride,
        operand(at, 4),
        address(at, 5),
        address(at, 6),
        first,
        last,
        operand(at, 7) != 0,
      )
    case SCALE_GRADIENT: {
      const count = panels<T>(operand(at, 3))
      return scaleGradient<T>(
        address(at, 1),
        address(at, 2),
        stride,
        rows,
        operand(at, 3),
        address(at, 4),
        address(at, 5),
        address(at, 6),
        firstOf(count, thread, threads, 1),
        firstOf(count, thread + 1, threads, 1),
      )
    }
  }
}

/** Notes the largest magnitude of the thread's rows among activations and among deltas: pairs of address and width. */
function guard<T>(
  context: usize,
  list: usize,
  count: i32,
  stride: usize,
  first: i32,
  last: i32,
  thread: i32,
): void {
  let activations: f64 = 0
  let deltas: f64 = 0
  for (let index = 0; index < count; index++) {
    const entry = list + <usize>(index * 12)
    const matrix = <usize>load<u32>(entry)
    const width = load<i32>(entry, 4)
    if (load<i32>(entry, 8)) deltas = largestMagnitude<T>(matrix, stride, width, first, last, deltas)
    else activations = largestMagnitude<T>(matrix, stride, width, first, last, activations)
  }
  const own = <usize>load<u32>(context + MAGNITUDES) + (<usize>thread << 4)
  store<f64>(own, activations)
  store<f64>(own, deltas, 8)
}

/**
 * Whether the update can only give finite numbers: a gradient is at most rows * |a| * |delta|, and far below what T can hold
 * its square is finite too. Where this is not sure, the step is made again, with a copy kept.
 */
function isSafe<T>(context: usize, rows: i32, threads: i32): bool {
  if (!word(context, GUARDED)) return true
  let activations: f64 = 0
  let deltas: f64 = 0
  for (let thread = 0; thread < threads; thread++) {
    const own = <usize>load<u32>(context + MAGNITUDES) + (<usize>thread << 4)
    activations = max<f64>(activations, load<f64>(own))
    deltas = max<f64>(deltas, load<f64>(own, 8))
  }
  const most: f64 = sizeof<T>() == 4 ? 1e12 : 1e140
  return activations < most && deltas < most && activations * deltas * <f64>rows < most
}

/** Clipping by global norm: the length of the gradient in all pieces of a list, and what brings it within the limit. */
function clip<T>(context: usize, list: usize, count: i32): void {
  let squares: f64 = 0
  for (let index = 0; index < count; index++) {
    const entry = list + (<usize>index << 3)
    squares += sumOfSquares<T>(<usize>load<u32>(entry), <usize>load<u32>(entry, 4))
  }
  store<f64>(context + CLIP_SCALE, min<f64>(1, load<f64>(context + CLIP_NORM) / (sqrt(squares) + 1e-6)))
}

/** Rows of panels to rows of float64, and the losses of the samples, to their places in the order. */
function outputs<T>(
  from: usize,
  width: i32,
  to: usize,
  losses: usize,
  lossesTo: usize,
  stride: usize,
  start: i32,
  first: i32,
  last: i32,
): void {
  for (let row = first; row < last; row++) {
    store<f64>(lossesTo + (<usize>(start + row) << 3), load<f64>(losses + (<usize>row << 3)))
    let target = to + (<usize>((start + row) * width) << 3)
    for (let column = 0; column < width; column++) {
      store<f64>(target, <f64>load<T>(place<T>(from, stride, row, column)))
      target += 8
    }
  }
}
