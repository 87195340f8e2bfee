import { activate, delta } from '../activations'
import { PACKED, PACKED_STRIDE, RANDOM } from '../codes'
import { dropoutMask } from '../dropout'
import { columns, multiply } from '../merge'
import { product } from '../product'
import { pointer, Step, word } from '../step'
import { laneMask, panels, ROW, splatFrom } from '../vector'

/** Operations of the layers, forwards and backwards, on the thread's samples. */

@unmanaged
export class Product {
  operation: i32
  a: usize
  b: usize
  /** Bytes from one panel of b to the next. */
  bPanel: usize
  c: usize
  /** What the sums begin with: see `product`. */
  start: usize
  startPanel: usize
  startRow: usize
  depth: i32
  width: i32
}

export function productOf<T>(step: Step, call: Product): void {
  const packed = pointer(step.context, PACKED) + <usize>(step.thread * word(step.context, PACKED_STRIDE))
  product<T>(
    call.a,
    step.stride,
    call.b,
    call.bPanel,
    call.c,
    call.start,
    call.startPanel,
    call.startRow,
    call.depth,
    call.width,
    step.first,
    step.last,
    packed,
  )
}

@unmanaged
export class SpreadBias {
  operation: i32
  bias: usize
  to: usize
  units: i32
}

/** A bias that all units share, once per unit. */
export function spreadBias<T>(step: Step, call: SpreadBias): void {
  if (step.thread != 0) return
  const bias = splatFrom<T>(call.bias)
  for (let panel = 0; panel < panels<T>(call.units); panel++) {
    const to = call.to + <usize>panel * ROW
    v128.store(to, v128.and(bias, laneMask<T>(panel, call.units, false)))
    v128.store(to, v128.and(bias, laneMask<T>(panel, call.units, true)), 16)
  }
}

@unmanaged
export class Activate {
  operation: i32
  code: i32
  z: usize
  a: usize
  width: i32
}

export function activateOf<T>(step: Step, call: Activate): void {
  activate<T>(call.code, call.z, call.a, step.stride, call.width, step.first, step.last)
}

@unmanaged
export class Delta {
  operation: i32
  code: i32
  z: usize
  a: usize
  gradient: usize
  out: usize
  width: i32
  /** 1: added to what `out` holds. */
  sum: i32
}

export function deltaOf<T>(step: Step, call: Delta): void {
  delta<T>(
    call.code,
    call.z,
    call.a,
    call.gradient,
    call.out,
    step.stride,
    call.width,
    step.first,
    step.last,
    call.sum != 0,
  )
}

@unmanaged
export class Columns {
  operation: i32
  from: usize
  fromColumn: i32
  to: usize
  toColumn: i32
  width: i32
  sum: i32
}

export function columnsOf<T>(step: Step, call: Columns): void {
  columns<T>(
    call.from,
    call.fromColumn,
    call.to,
    call.toColumn,
    call.width,
    step.stride,
    step.first,
    step.last,
    call.sum != 0,
  )
}

@unmanaged
export class DropoutMask {
  operation: i32
  mask: usize
  width: i32
  unused: i32
  rate: f64
}

export function dropoutMaskOf<T>(step: Step, call: DropoutMask): void {
  if (step.thread == 0)
    dropoutMask<T>(pointer(step.context, RANDOM), call.mask, step.stride, call.width, step.rows, call.rate)
}

@unmanaged
export class Multiply {
  operation: i32
  x: usize
  factor: usize
  out: usize
  width: i32
  sum: i32
}

export function multiplyOf<T>(step: Step, call: Multiply): void {
  multiply<T>(call.x, call.factor, call.out, call.width, step.stride, step.first, step.last, call.sum != 0)
}
