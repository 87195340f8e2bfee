import {
  CLIP_SCALE,
  CLIP_VALUE,
  FACTORS,
  GRADIENTS,
  L1,
  L2,
  OPTIMIZER,
  PARAMETERS,
  SLOT_0,
  SLOT_1,
  SLOT_2,
} from './codes'
import { applyOptimizer } from './optimizers'
import { gradientStrip } from './gradient'
import { firstOf } from './step'
import { PANEL, panels, ROW, sumOfLanes } from './vector'

/** Inputs of one piece of a layer's gradient, whole tiles: with its weights and slots it stays in the first-level cache. */
const PIECE: i32 = 96

/**
 * Gradient, update and transposed copy of a dense layer's weights, piece by piece while the piece is in the cache. Pieces
 * are shared out to the threads; each is one panel of units by up to 96 inputs, and no sum is ever split.
 *
 * x: [batch][inputs], delta: [batch][units], weights at `w` in panels [units / PANEL][inputs][PANEL].
 * mask: connections that exist, in the layout of the weights, or 0. transposed: [inputs / PANEL][units][PANEL], or 0.
 */
export function denseGradient<T>(
  context: usize,
  x: usize,
  delta: usize,
  stride: usize,
  rows: i32,
  inputs: i32,
  units: i32,
  w: usize,
  transposed: usize,
  mask: usize,
  frozen: bool,
  deferred: bool,
  factors: usize,
  thread: i32,
  threads: i32,
): void {
  const inputRows = panels<T>(inputs) * PANEL<T>()
  const pieces = (inputRows + PIECE - 1) / PIECE
  const all = panels<T>(units) * pieces
  const last = firstOf(all, thread + 1, threads, 1)
  let index = firstOf(all, thread, threads, 1)
  let panel = index / pieces
  let first = (index - panel * pieces) * PIECE
  for (; index < last; index++) {
    const end = min(first + PIECE, inputRows)
    const bytes = <usize>(end - first) * ROW
    const piece = w + <usize>(panel * inputRows + first) * ROW
    const g = gradientOf(context, piece)
    gradientStrip<T>(x, stride, delta + <usize>panel * stride, g, rows, first, end)
    if (mask) masked(g, mask + (piece - w), bytes)
    penalize<T>(context, piece, bytes)
    if (!deferred && !frozen) {
      update<T>(context, piece, bytes, factors, true)
      if (transposed) transpose<T>(piece, transposed, panel, first, end, units)
    }
    first = end
    if (first == inputRows) {
      first = 0
      panel++
    }
  }
}

/** dC/db = the sum of the deltas over the samples; with `shared` also over the units, in the first lane. */
export function biasGradient<T>(
  context: usize,
  delta: usize,
  stride: usize,
  rows: i32,
  units: i32,
  biases: usize,
  shared: bool,
  frozen: bool,
  deferred: bool,
  factors: usize,
): void {
  const count = panels<T>(units)
  const g = gradientOf(context, biases)
  let total: T = 0
  for (let panel = 0; panel < count; panel++) {
    let low = v128.splat<T>(0)
    let high = low
    const column = delta + <usize>panel * stride
    const end = column + <usize>rows * ROW
    for (let at = column; at < end; at += ROW) {
      low = v128.add<T>(low, v128.load(at))
      high = v128.add<T>(high, v128.load(at, 16))
    }
    if (shared) total += sumOfLanes<T>(low) + sumOfLanes<T>(high)
    else {
      v128.store(g + <usize>panel * ROW, low)
      v128.store(g + <usize>panel * ROW, high, 16)
    }
  }
  if (shared) store<T>(g, total)
  const bytes = shared ? ROW : <usize>count * ROW
  if (!deferred && !frozen) update<T>(context, biases, bytes, factors, false)
}

/** The gradient of a parameter: at the same place of its own arena. */
@inline
export function gradientOf(context: usize, parameter: usize): usize {
  return parameter - <usize>load<u32>(context + PARAMETERS) + <usize>load<u32>(context + GRADIENTS)
}

function masked(g: usize, mask: usize, bytes: usize): void {
  for (const end = g + bytes; g < end; g += 16, mask += 16) v128.store(g, v128.and(v128.load(g), v128.load(mask)))
}

/** Penalties, on the gradient of `bytes` of weights of dense layers. */
export function penalize<T>(context: usize, parameters: usize, bytes: usize): void {
  const l1 = load<f64>(context + L1)
  const l2 = load<f64>(context + L2)
  if (l1 == 0 && l2 == 0) return
  const pull1 = v128.splat<T>(<T>l1)
  const pull2 = v128.splat<T>(<T>l2)
  const zero = v128.splat<T>(0)
  let w = parameters
  let g = gradientOf(context, parameters)
  for (const end = w + bytes; w < end; w += 16, g += 16) {
    const weight = v128.load(w)
    let gradient = v128.add<T>(v128.load(g), v128.mul<T>(pull2, weight))
    gradient = v128.add<T>(gradient, v128.and(pull1, v128.gt<T>(weight, zero)))
    v128.store(g, v128.sub<T>(gradient, v128.and(pull1, v128.lt<T>(weight, zero))))
  }
}

/** Clipping of `bytes` of the gradient: by value, or to the scale that brings its length within the limit. */
function clipPiece<T>(context: usize, g: usize, bytes: usize): void {
  const limit = load<f64>(context + CLIP_VALUE)
  const scale = load<f64>(context + CLIP_SCALE)
  if (limit == Infinity && scale == 1) return
  const most = v128.splat<T>(<T>limit)
  const times = v128.splat<T>(<T>scale)
  for (const end = g + bytes; g < end; g += 16)
    v128.store(g, v128.min<T>(v128.max<T>(v128.mul<T>(v128.load(g), times), v128.neg<T>(most)), most))
}

/** Clipping and the optimizer on `bytes` of parameters. */
export function update<T>(context: usize, parameters: usize, bytes: usize, factors: usize, decays: bool): void {
  const offset = parameters - <usize>load<u32>(context + PARAMETERS)
  clipPiece<T>(context, gradientOf(context, parameters), bytes)
  applyOptimizer<T>(
    load<i32>(context + OPTIMIZER),
    parameters,
    <usize>load<u32>(context + GRADIENTS) + offset,
    <usize>load<u32>(context + SLOT_0) + offset,
    <usize>load<u32>(context + SLOT_1) + offset,
    <usize>load<u32>(context + SLOT_2) + offset,
    bytes,
    factors,
    decays,
  )
}

/**
 * The transposed copy of inputs `first` .. `last` - 1 (multiples of PANEL) of one panel of units: W[panel][input][lane]
 * goes to transposed[input / PANEL][panel * PANEL + lane][input % PANEL].
 */
export function transpose<T>(piece: usize, transposed: usize, panel: i32, first: i32, last: i32, units: i32): void {
  const panelBytes = <usize>(panels<T>(units) * PANEL<T>()) * ROW
  const row = <usize>(panel * PANEL<T>()) * ROW
  for (let input = first; input < last; input += PANEL<T>()) {
    const to = transposed + <usize>(input / PANEL<T>()) * panelBytes + row
    if (sizeof<T>() == 4) transpose8x8(piece, to)
    else transpose4x4(piece, to)
    piece += <usize>PANEL<T>() * ROW
  }
}

/** Eight rows of eight float32. */
function transpose8x8(from: usize, to: usize): void {
  for (let rows: usize = 0; rows < 2; rows++) {
    for (let columns: usize = 0; columns < 2; columns++) {
      const a = from + rows * 128 + columns * 16
      const b = to + columns * 128 + rows * 16
      const r0 = v128.load(a), r1 = v128.load(a, 32), r2 = v128.load(a, 64), r3 = v128.load(a, 96)
      const t0 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5)
      const t1 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5)
      const t2 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7)
      const t3 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7)
      v128.store(b, v128.shuffle<f64>(t0, t1, 0, 2))
      v128.store(b, v128.shuffle<f64>(t0, t1, 1, 3), 32)
      v128.store(b, v128.shuffle<f64>(t2, t3, 0, 2), 64)
      v128.store(b, v128.shuffle<f64>(t2, t3, 1, 3), 96)
    }
  }
}

/** Four rows of four float64. */
function transpose4x4(from: usize, to: usize): void {
  for (let rows: usize = 0; rows < 2; rows++) {
    for (let columns: usize = 0; columns < 2; columns++) {
      const a = from + rows * 64 + columns * 16
      const b = to + columns * 64 + rows * 16
      const r0 = v128.load(a), r1 = v128.load(a, 32)
      v128.store(b, v128.shuffle<f64>(r0, r1, 0, 2))
      v128.store(b, v128.shuffle<f64>(r0, r1, 1, 3), 32)
    }
  }
}
