import { madd } from './vector'

/**
 * Elementary functions of our own, so that the same bits come out on every machine: plain arithmetic, no math library.
 * Within about 1 unit in the last place, where nothing else is said.
 */

/**
 * Constants of the vector functions. They are read from memory, one instruction each with its operation; written as vector
 * constants they would be put together anew in every turn of a loop.
 */
const SINGLE = memory.data<f32>([
  -87, 88, 1.44269504088896341, -0.693359375, 2.1219444e-4, 1.984127e-4, 1.3888889e-3, 8.3333333e-3, 4.1666668e-2,
  1.6666667e-1, 0.5, 1, 2, 10, 12582912,
])
const DOUBLE = memory.data<f64>([
  -708, 709, 1.4426950408889634, 6.93147180369123816490e-1, 1.90821492927058770002e-10, 0.5, 1.0 / 6, 1.0 / 24, 1.0 / 120,
  1.0 / 720, 1.0 / 5040, 1.0 / 40320, 1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800, 1,
  2, 20, 6755399441055744,
])

@inline
function single(index: usize): v128 {
  return v128.load32_splat(SINGLE + (index << 2))
}

@inline
function double(index: usize): v128 {
  return v128.load64_splat(DOUBLE + (index << 3))
}

/**
 * e^x - 1 for the lanes of x, without cancellation near 0: with n = round(x / ln 2) and r = x - n ln 2 (ln 2 in two parts,
 * Cody and Waite), e^x - 1 = 2^n (e^r - 1) + (2^n - 1), and e^r - 1 by its Taylor series, |r| <= 0.347.
 * x is held between the ends where 2^n is a normal number: beyond them e^x is as good as 0 or infinite. (pmin and pmax with x
 * first are one machine instruction, and leave what is not a number as it is.)
 */
@inline
export function expm1<T>(x: v128): v128 {
  return sizeof<T>() == 4
    ? expm1Held<T>(f32x4.pmin(f32x4.pmax(x, single(0)), single(1)))
    : expm1Held<T>(f64x2.pmin(f64x2.pmax(x, double(0)), double(1)))
}

/** The same for numbers that are within those ends. */
@inline
function expm1Held<T>(held: v128): v128 {
  if (sizeof<T>() == 4) {
    const n = f32x4.nearest(f32x4.mul(held, single(2)))
    const r = reduced32(held, n)
    const s = scale32(n)
    return madd<f32>(s, series32(r), f32x4.sub(s, single(11)))
  }
  const n = f64x2.nearest(f64x2.mul(held, double(2)))
  const r = reduced64(held, n)
  const s = scale64(n)
  return f64x2.add(f64x2.mul(s, series64(r)), f64x2.sub(s, double(17)))
}

/** e^x, as above: 2^n (e^r - 1) + 2^n. */
@inline
export function exp<T>(x: v128): v128 {
  if (sizeof<T>() == 4) {
    const held = f32x4.pmin(f32x4.pmax(x, single(0)), single(1))
    const n = f32x4.nearest(f32x4.mul(held, single(2)))
    const s = scale32(n)
    return madd<f32>(s, series32(reduced32(held, n)), s)
  }
  const held = f64x2.pmin(f64x2.pmax(x, double(0)), double(1))
  const n = f64x2.nearest(f64x2.mul(held, double(2)))
  const s = scale64(n)
  return f64x2.add(f64x2.mul(s, series64(reduced64(held, n))), s)
}

@inline
function reduced32(x: v128, n: v128): v128 {
  return madd<f32>(n, single(4), madd<f32>(n, single(3), x))
}

@inline
function reduced64(x: v128, n: v128): v128 {
  const high = f64x2.sub(x, f64x2.mul(n, double(3)))
  return f64x2.sub(high, f64x2.mul(n, double(4)))
}

/** 2^n, by its bits: adding 1.5 * 2^23 leaves the whole number in the low bits. */
@inline
function scale32(n: v128): v128 {
  return i32x4.shl(i32x4.add(f32x4.add(n, single(14)), i32x4.splat(127)), 23)
}

/** 2^n, by its bits: adding 1.5 * 2^52 leaves the whole number in the low bits. */
@inline
function scale64(n: v128): v128 {
  return i64x2.shl(i64x2.add(f64x2.add(n, double(20)), i64x2.splat(1023)), 52)
}

/** e^r - 1 to r^7. */
@inline
function series32(r: v128): v128 {
  let sum = madd<f32>(single(5), r, single(6))
  sum = madd<f32>(sum, r, single(7))
  sum = madd<f32>(sum, r, single(8))
  sum = madd<f32>(sum, r, single(9))
  sum = madd<f32>(sum, r, single(10))
  return madd<f32>(f32x4.mul(r, r), sum, r)
}

/** e^r - 1 to r^13, in pairs of terms (Estrin), which is quicker than one after the other. */
@inline
function series64(r: v128): v128 {
  const r2 = f64x2.mul(r, r)
  const r4 = f64x2.mul(r2, r2)
  const c23 = f64x2.add(double(5), f64x2.mul(r, double(6)))
  const c45 = f64x2.add(double(7), f64x2.mul(r, double(8)))
  const c67 = f64x2.add(double(9), f64x2.mul(r, double(10)))
  const c89 = f64x2.add(double(11), f64x2.mul(r, double(12)))
  const cab = f64x2.add(double(13), f64x2.mul(r, double(14)))
  const ccd = f64x2.add(double(15), f64x2.mul(r, double(16)))
  const low = f64x2.add(c23, f64x2.mul(r2, c45))
  const middle = f64x2.add(c67, f64x2.mul(r2, c89))
  const high = f64x2.add(cab, f64x2.mul(r2, ccd))
  const sum = f64x2.add(low, f64x2.mul(r4, f64x2.add(middle, f64x2.mul(r4, high))))
  return f64x2.add(r, f64x2.mul(r2, sum))
}

/** 1 / (1 + e^-x). */
@inline
export function sigmoid<T>(x: v128): v128 {
  const one = sizeof<T>() == 4 ? single(11) : double(17)
  return v128.div<T>(one, v128.add<T>(one, exp<T>(v128.neg<T>(x))))
}

/** tanh x = (e^2x - 1) / (e^2x + 1); |x| beyond 20 (float32: 10) is 1 to the last place. */
@inline
export function tanh<T>(x: v128): v128 {
  const most = sizeof<T>() == 4 ? single(13) : double(19)
  const held = v128.pmin<T>(v128.pmax<T>(x, v128.neg<T>(most)), most)
  const power = expm1Held<T>(v128.add<T>(held, held))
  return v128.div<T>(power, v128.add<T>(power, sizeof<T>() == 4 ? single(12) : double(18)))
}

/**
 * erf x, absolute error below 1e-15: up to |x| = 2.5 the series 2 / sqrt(pi) e^(-x^2) sum 2^n x^(2n+1) / (2n+1)!!, whose terms
 * all have one sign; beyond it 1 minus the continued fraction of erfc; 1 from 6 on. (Abramowitz and Stegun 7.1.6, 7.1.14.)
 */
export function erf(x: f64): f64 {
  const size = abs(x)
  if (!(size < 6)) return size >= 6 ? copysign<f64>(1, x) : x
  const square = x * x
  if (size <= 2.5) {
    let term = x
    let sum = x
    for (let n = 1; abs(term) > 1e-17 * abs(sum); n++) {
      term *= (2 * square) / <f64>(2 * n + 1)
      sum += term
    }
    return 1.1283791670955126 * scalarExp(-square) * sum
  }
  let fraction: f64 = 0
  for (let n = 60; n > 0; n--) fraction = (<f64>n * 0.5) / (size + fraction)
  return copysign<f64>(1 - scalarExp(-square) / (1.7724538509055159 * (size + fraction)), x)
}

/** e^x of one number. */
@inline
export function scalarExp(x: f64): f64 {
  return f64x2.extract_lane(exp<f64>(f64x2.splat(x)), 0)
}

/** ln x of a normal positive number: x = 2^n m, ln x = n ln 2 + 2 artanh((m - 1) / (m + 1)), sqrt(1/2) <= m < sqrt(2). */
export function log(x: f64): f64 {
  if (!(x > 0)) return x == 0 ? -Infinity : NaN
  if (x == Infinity) return x
  let bits = reinterpret<u64>(x)
  let n: i64 = 0
  if (bits < 0x0010000000000000) {
    bits = reinterpret<u64>(x * 18014398509481984)
    n = -54
  }
  n += <i64>(bits >> 52) - 1023
  let m = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000)
  if (m > 1.4142135623730951) {
    m *= 0.5
    n += 1
  }
  const s = (m - 1) / (m + 1)
  const z = s * s
  const z2 = z * z
  const z4 = z2 * z2
  // 1/3 + z/5 + .. + z^10/23, in pairs of terms (Estrin).
  const low = 1.0 / 3 + z * (1.0 / 5) + z2 * (1.0 / 7 + z * (1.0 / 9))
  const middle = 1.0 / 11 + z * (1.0 / 13) + z2 * (1.0 / 15 + z * (1.0 / 17))
  const high = 1.0 / 19 + z * (1.0 / 21) + z2 * (1.0 / 23)
  const sum = low + z4 * (middle + z4 * high)
  const whole = <f64>n
  return whole * 6.93147180369123816490e-1 + (2 * s + (2 * s * z * sum + whole * 1.90821492927058770002e-10))
}

/** ln(1 + x) for x > -1, without cancellation near 0 (Kahan): the rounding of 1 + x is divided out. */
export function log1p(x: f64): f64 {
  const u = 1 + x
  if (u == 1) return x
  return (log(u) * x) / (u - 1)
}
