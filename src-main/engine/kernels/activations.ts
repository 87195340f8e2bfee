import {
  ELU,
  GELU,
  HARD_SIGMOID,
  LEAKY_RELU,
  RELU,
  SELU,
  SIGMOID,
  SILU,
  SOFTMAX,
  SOFTPLUS,
  SOFTSIGN,
  TANH,
} from './codes'
import { erf, exp, expm1, log1p, scalarExp, sigmoid, tanh } from './elementary'
import { softmax, softmaxBack } from './softmax'
import { laneMask, ones, PANEL, panels, ROW } from './vector'

/** Klambauer, Unterthiner, Mayr and Hochreiter, 2017. */
const SELU_ALPHA: f64 = 1.6732632423543772848170429916717
const SELU_LAMBDA: f64 = 1.0507009873554804934193349852946

/** a = activation(z) of rows `first` .. `last` - 1; a may be z itself. Columns beyond the width become 0. */
export function activate<T>(code: i32, z: usize, a: usize, stride: usize, width: i32, first: i32, last: i32): void {
  switch (code) {
    case SOFTMAX:
      return softmax<T>(z, a, stride, width, first, last)
    case SIGMOID:
      return sigmoidRows<T>(z, a, stride, width, first, last)
    case TANH:
      return tanhRows<T>(z, a, stride, width, first, last)
    case RELU:
      return reluRows<T>(z, a, stride, width, first, last)
    default:
      return activateRows<T>(code, z, a, stride, width, first, last)
  }
}

// With a constant code the compiler makes a loop of its own for it; in a function of its own, because loops that are alike but
// for the code would be folded into one, with a jump for every vector.

function sigmoidRows<T>(z: usize, a: usize, stride: usize, width: i32, first: i32, last: i32): void {
  activateRows<T>(SIGMOID, z, a, stride, width, first, last)
}

function tanhRows<T>(z: usize, a: usize, stride: usize, width: i32, first: i32, last: i32): void {
  activateRows<T>(TANH, z, a, stride, width, first, last)
}

function reluRows<T>(z: usize, a: usize, stride: usize, width: i32, first: i32, last: i32): void {
  activateRows<T>(RELU, z, a, stride, width, first, last)
}

@inline
function activateRows<T>(code: i32, z: usize, a: usize, stride: usize, width: i32, first: i32, last: i32): void {
  const count = panels<T>(width)
  for (let panel = 0; panel < count; panel++) {
    const mask0 = laneMask<T>(panel, width, false)
    const mask1 = laneMask<T>(panel, width, true)
    const offset = <usize>panel * stride
    const end = <usize>last * ROW + offset
    // A narrow last panel has nothing but zeros in its second half.
    const narrow = width - panel * PANEL<T>() <= PANEL<T>() / 2
    for (let at = <usize>first * ROW + offset; at < end; at += ROW) {
      v128.store(a + at, v128.and(value<T>(code, v128.load(z + at)), mask0))
      if (!narrow) v128.store(a + at, v128.and(value<T>(code, v128.load(z + at, 16)), mask1), 16)
    }
  }
}

/**
 * delta = dC/dz from dC/da, the note's Hadamard product with activation'(z) (softmax: the product with its Jacobian), of
 * rows `first` .. `last` - 1. `out` may be `gradient` itself; with `sum` it is added to what `out` holds.
 */
export function delta<T>(
  code: i32,
  z: usize,
  a: usize,
  gradient: usize,
  out: usize,
  stride: usize,
  width: i32,
  first: i32,
  last: i32,
  sum: bool,
): void {
  switch (code) {
    case SOFTMAX:
      return softmaxBack<T>(a, gradient, out, stride, width, first, last, sum)
    case SIGMOID:
      return sigmoidDelta<T>(a, gradient, out, stride, width, first, last, sum)
    case TANH:
      return tanhDelta<T>(a, gradient, out, stride, width, first, last, sum)
    case RELU:
      return reluDelta<T>(a, gradient, out, stride, width, first, last, sum)
    default:
      return deltaRows<T>(code, z, a, gradient, out, stride, width, first, last, sum)
  }
}

function sigmoidDelta<T>(a: usize, gradient: usize, out: usize, stride: usize, width: i32, first: i32, last: i32, sum: bool): void {
  deltaRows<T>(SIGMOID, a, a, gradient, out, stride, width, first, last, sum)
}

function tanhDelta<T>(a: usize, gradient: usize, out: usize, stride: usize, width: i32, first: i32, last: i32, sum: bool): void {
  deltaRows<T>(TANH, a, a, gradient, out, stride, width, first, last, sum)
}

function reluDelta<T>(a: usize, gradient: usize, out: usize, stride: usize, width: i32, first: i32, last: i32, sum: bool): void {
  deltaRows<T>(RELU, a, a, gradient, out, stride, width, first, last, sum)
}

@inline
function deltaRows<T>(
  code: i32,
  z: usize,
  a: usize,
  gradient: usize,
  out: usize,
  stride: usize,
  width: i32,
  first: i32,
  last: i32,
  sum: bool,
): void {
  const count = panels<T>(width)
  for (let panel = 0; panel < count; panel++) {
    const offset = <usize>panel * stride
    const end = <usize>last * ROW + offset
    for (let at = <usize>first * ROW + offset; at < end; at += 16) {
      let result = v128.mul<T>(v128.load(gradient + at), derivative<T>(code, v128.load(z + at), v128.load(a + at)))
      if (sum) result = v128.add<T>(v128.load(out + at), result)
      v128.store(out + at, result)
    }
  }
}

@inline
export function value<T>(code: i32, z: v128): v128 {
  const zero = v128.splat<T>(0)
  const one = ones<T>()
  switch (code) {
    case SIGMOID:
      return sigmoid<T>(z)
    case TANH:
      return tanh<T>(z)
    case RELU:
      return v128.pmax<T>(z, zero)
    case LEAKY_RELU:
      return v128.pmax<T>(z, v128.mul<T>(z, v128.splat<T>(<T>0.01)))
    case ELU:
      return v128.bitselect(z, expm1<T>(z), v128.gt<T>(z, zero))
    case SELU: {
      const below = v128.mul<T>(expm1<T>(z), v128.splat<T>(<T>(SELU_LAMBDA * SELU_ALPHA)))
      return v128.bitselect(v128.mul<T>(z, v128.splat<T>(<T>SELU_LAMBDA)), below, v128.gt<T>(z, zero))
    }
    case GELU:
      return lanes<T>(GELU, z)
    case SOFTPLUS:
      return lanes<T>(SOFTPLUS, z)
    case SOFTSIGN:
      return v128.div<T>(z, v128.add<T>(one, v128.abs<T>(z)))
    case SILU:
      return v128.mul<T>(z, sigmoid<T>(z))
    case HARD_SIGMOID:
      return v128.pmin<T>(v128.pmax<T>(v128.add<T>(v128.div<T>(z, v128.splat<T>(6)), v128.splat<T>(<T>0.5)), zero), one)
    default:
      return z
  }
}

/** da/dz, from whichever of z and a gives it exactly. */
@inline
export function derivative<T>(code: i32, z: v128, a: v128): v128 {
  const zero = v128.splat<T>(0)
  const one = ones<T>()
  switch (code) {
    case SIGMOID:
      return v128.mul<T>(a, v128.sub<T>(one, a))
    case TANH:
      return v128.sub<T>(one, v128.mul<T>(a, a))
    case RELU:
      return v128.and(one, v128.gt<T>(a, zero))
    case LEAKY_RELU:
      return v128.bitselect(one, v128.splat<T>(<T>0.01), v128.gt<T>(a, zero))
    case ELU:
      return v128.bitselect(one, v128.add<T>(a, one), v128.gt<T>(a, zero))
    case SELU:
      return v128.bitselect(
        v128.splat<T>(<T>SELU_LAMBDA),
        v128.add<T>(a, v128.splat<T>(<T>(SELU_LAMBDA * SELU_ALPHA))),
        v128.gt<T>(a, zero),
      )
    case GELU:
      return lanes<T>(GELU | SLOPE, z)
    case SOFTPLUS:
      return sigmoid<T>(z)
    case SOFTSIGN: {
      const rest = v128.sub<T>(one, v128.abs<T>(a))
      return v128.mul<T>(rest, rest)
    }
    case SILU: {
      const s = sigmoid<T>(z)
      return v128.add<T>(s, v128.mul<T>(a, v128.sub<T>(one, s)))
    }
    case HARD_SIGMOID:
      return v128.and(v128.splat<T>(<T>(1.0 / 6)), v128.and(v128.gt<T>(a, zero), v128.lt<T>(a, one)))
    default:
      return one
  }
}

/** Marks the derivative of a function that is computed lane by lane. */
const SLOPE: i32 = 256

/** Functions that are computed lane by lane, in float64. */
function lanes<T>(code: i32, z: v128): v128 {
  if (sizeof<T>() == 4) {
    return f32x4(
      <f32>scalar(code, <f64>f32x4.extract_lane(z, 0)),
      <f32>scalar(code, <f64>f32x4.extract_lane(z, 1)),
      <f32>scalar(code, <f64>f32x4.extract_lane(z, 2)),
      <f32>scalar(code, <f64>f32x4.extract_lane(z, 3)),
    )
  }
  return f64x2(scalar(code, f64x2.extract_lane(z, 0)), scalar(code, f64x2.extract_lane(z, 1)))
}

function scalar(code: i32, z: f64): f64 {
  switch (code) {
    case GELU:
      return 0.5 * z * (1 + erf(z * 0.7071067811865476))
    case GELU | SLOPE:
      return 0.5 * (1 + erf(z * 0.7071067811865476)) + z * 0.3989422804014327 * scalarExp(-0.5 * z * z)
    default:
      return max(z, 0.0) + log1p(scalarExp(-abs(z)))
  }
}
