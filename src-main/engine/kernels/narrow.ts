import { activate, delta, derivative, value } from './activations'
import { LINEAR, MAGNITUDES, SAMPLE_LOSSES, SHARE, WEIGHTS_OF_ROWS } from './codes'
import { largestLane, largestMagnitude, magnitudeBits } from './guard'
import { loss, lossOfRow, shares } from './losses'
import { gradientStrip } from './gradient'
import { narrowProduct } from './product'
import { pointer, Step } from './step'
import { gradientOf, penalize, transpose, update } from './update'
import { firstLanes, madd, PANEL, ROW, splatFrom } from './vector'

/**
 * A chain of dense layers that are all at most one panel wide, in one piece: forward, loss and backward of the batch, then all
 * gradients and one update. What the tape does in many small calls is done here in two, with the same
 * arithmetic in the same order, so the bits are the same; networks this small are dominated by the calls themselves.
 */
@unmanaged
export class NarrowLayer {
  weights: usize
  biases: usize
  /** 0 for the first layer. */
  transposed: usize
  inputs: i32
  units: i32
  /** The activation; linear where the loss computes it. */
  activation: i32
  a: usize
  gradient: usize
}

@unmanaged
export class NarrowChain {
  operation: i32
  layers: usize
  count: i32
  x: usize
  y: usize
  loss: i32
  /** A row of zeros. */
  zero: usize
}

/** Bytes of a `NarrowLayer`. */
const LAYER: usize = 32

/** Forward, loss and backward of the batch, with what the guard wants to know. */
export function narrowPass<T>(step: Step, call: NarrowChain): void {
  const context = step.context
  shares<T>(pointer(context, WEIGHTS_OF_ROWS), step.order, pointer(context, SHARE), step.rows, 0, step.rows)
  if (step.rows < 4) passBySample<T>(step, call)
  else passByLayer<T>(step, call)
}

/** Layer after layer, four samples at a time. */
function passByLayer<T>(step: Step, call: NarrowChain): void {
  const context = step.context
  const stride = step.stride
  const rows = step.rows
  const first = call.layers
  const last = first + <usize>(call.count - 1) * LAYER
  const zero = i32x4.splat(0)
  let activations = largestMagnitude<T>(call.x, stride, PANEL<T>(), 0, rows, zero)
  let input = call.x
  for (let at = first; at <= last; at += LAYER) {
    const layer = changetype<NarrowLayer>(at)
    const a = layer.a
    narrowProduct<T>(input, layer.weights, a, layer.biases, layer.inputs, rows)
    if (layer.activation != LINEAR) activate<T>(layer.activation, a, a, stride, layer.units, 0, rows)
    activations = largestMagnitude<T>(a, stride, PANEL<T>(), 0, rows, activations)
    input = a
  }
  const output = changetype<NarrowLayer>(last)
  const losses = pointer(context, SAMPLE_LOSSES)
  const shareOf = pointer(context, SHARE)
  loss<T>(call.loss, output.a, call.y, output.gradient, stride, output.units, shareOf, losses, 0, rows)
  let deltas = zero
  for (let at = last; ; at -= LAYER) {
    const layer = changetype<NarrowLayer>(at)
    const gradient = layer.gradient
    const a = layer.a
    if (layer.activation != LINEAR)
      delta<T>(layer.activation, a, a, gradient, gradient, stride, layer.units, 0, rows, false)
    deltas = largestMagnitude<T>(gradient, stride, PANEL<T>(), 0, rows, deltas)
    if (at == first) break
    const to = changetype<NarrowLayer>(at - LAYER).gradient
    narrowProduct<T>(gradient, layer.transposed, to, call.zero, layer.units, rows)
  }
  noteMagnitudes<T>(context, activations, deltas)
}

/** One sample after the other. */
function passBySample<T>(step: Step, call: NarrowChain): void {
  const context = step.context
  const shareOf = pointer(context, SHARE)
  const losses = pointer(context, SAMPLE_LOSSES)
  const first = call.layers
  const last = first + <usize>(call.count - 1) * LAYER
  const bits = magnitudeBits<T>()
  let activations = i32x4.splat(0)
  let deltas = activations
  for (let row = 0; row < step.rows; row++) {
    const offset = <usize>row * ROW
    let input = call.x + offset
    activations = i32x4.max_u(activations, v128.and(v128.load(input), bits))
    activations = i32x4.max_u(activations, v128.and(v128.load(input, 16), bits))
    for (let at = first; at <= last; at += LAYER) {
      const layer = changetype<NarrowLayer>(at)
      const a = layer.a + offset
      forwardRow<T>(layer, input, a)
      input = a
      activations = i32x4.max_u(activations, v128.and(v128.load(a), bits))
      activations = i32x4.max_u(activations, v128.and(v128.load(a, 16), bits))
    }
    const output = changetype<NarrowLayer>(last)
    const share = load<T>(shareOf + <usize>row * sizeof<T>())
    const loss = lossOfRow<T>(call.loss, output.a, call.y, output.gradient, step.stride, output.units, row, share)
    store<f64>(losses + (<usize>row << 3), loss)
    for (let at = last; ; at -= LAYER) {
      const layer = changetype<NarrowLayer>(at)
      const gradient = layer.gradient + offset
      deltaRow<T>(layer, layer.a + offset, gradient)
      deltas = i32x4.max_u(deltas, v128.and(v128.load(gradient), bits))
      deltas = i32x4.max_u(deltas, v128.and(v128.load(gradient, 16), bits))
      if (at == first) break
      sendBack<T>(layer, gradient, changetype<NarrowLayer>(at - LAYER).gradient + offset)
    }
  }
  noteMagnitudes<T>(context, activations, deltas)
}

@inline
function noteMagnitudes<T>(context: usize, activations: v128, deltas: v128): void {
  const own = pointer(context, MAGNITUDES)
  store<f64>(own, largestLane<T>(activations))
  store<f64>(own, largestLane<T>(deltas), 8)
}

/** a = activation(W x + b) of one sample. Columns beyond the units become 0. */
@inline
function forwardRow<T>(layer: NarrowLayer, input: usize, a: usize): void {
  let low = v128.load(layer.biases)
  let high = v128.load(layer.biases, 16)
  let weights = layer.weights
  const end = input + <usize>layer.inputs * sizeof<T>()
  while (input < end) {
    const x = splatFrom<T>(input)
    low = madd<T>(x, v128.load(weights), low)
    high = madd<T>(x, v128.load(weights, 16), high)
    input += sizeof<T>()
    weights += ROW
  }
  const code = layer.activation
  if (code != LINEAR) {
    const units = layer.units
    low = v128.and(value<T>(code, low), firstLanes<T>(units))
    if (units > PANEL<T>() / 2) high = v128.and(value<T>(code, high), firstLanes<T>(units - PANEL<T>() / 2))
  }
  v128.store(a, low)
  v128.store(a, high, 16)
}

/** delta = dC/da times activation'(z), of one sample. */
@inline
function deltaRow<T>(layer: NarrowLayer, a: usize, gradient: usize): void {
  const code = layer.activation
  if (code == LINEAR) return
  const low = v128.load(a)
  v128.store(gradient, v128.mul<T>(v128.load(gradient), derivative<T>(code, low, low)))
  if (layer.units <= PANEL<T>() / 2) return
  const high = v128.load(a, 16)
  v128.store(gradient, v128.mul<T>(v128.load(gradient, 16), derivative<T>(code, high, high)), 16)
}

/** dC/dx = transposed W times delta, of one sample. */
@inline
function sendBack<T>(layer: NarrowLayer, delta: usize, to: usize): void {
  let low = v128.splat<T>(0)
  let high = low
  let weights = layer.transposed
  const end = delta + <usize>layer.units * sizeof<T>()
  while (delta < end) {
    const d = splatFrom<T>(delta)
    low = madd<T>(d, v128.load(weights), low)
    high = madd<T>(d, v128.load(weights, 16), high)
    delta += sizeof<T>()
    weights += ROW
  }
  v128.store(to, low)
  v128.store(to, high, 16)
}

@unmanaged
export class NarrowUpdate {
  operation: i32
  layers: usize
  count: i32
  x: usize
  /** All parameters, in one piece. */
  parameters: usize
  bytes: usize
}

/** The gradients of all layers, one update of all parameters, and the transposed copies. */
export function narrowUpdate<T>(step: Step, call: NarrowUpdate): void {
  const context = step.context
  const last = call.layers + <usize>call.count * LAYER
  let input = call.x
  for (let at = call.layers; at < last; at += LAYER) {
    const layer = changetype<NarrowLayer>(at)
    const weights = layer.weights
    gradientStrip<T>(input, step.stride, layer.gradient, gradientOf(context, weights), step.rows, 0, (layer.inputs + 3) & ~3)
    penalize<T>(context, weights, ROW * PANEL<T>())
    let low = v128.splat<T>(0)
    let high = low
    let delta = layer.gradient
    for (const end = delta + <usize>step.rows * ROW; delta < end; delta += ROW) {
      low = v128.add<T>(low, v128.load(delta))
      high = v128.add<T>(high, v128.load(delta, 16))
    }
    const g = gradientOf(context, layer.biases)
    v128.store(g, low)
    v128.store(g, high, 16)
    input = layer.a
  }
  update<T>(context, call.parameters, call.bytes, step.factors, false)
  for (let at = call.layers + LAYER; at < last; at += LAYER) {
    const layer = changetype<NarrowLayer>(at)
    transpose<T>(layer.weights, layer.transposed, 0, 0, PANEL<T>(), layer.units)
  }
}
