/**
 * Elementary functions out of + - * / and the bits of a number alone, which are exact in every JavaScript engine.
 * Math.exp, Math.log, Math.cos and ** may differ by a bit between engines and machines, and with them initial weights,
 * learning rates and optimizers, so what a run depends on is computed here. Math.sqrt, abs, floor, min and max are exact.
 * Method: Cody and Waite, Software Manual for the Elementary Functions, 1980 (reduction); the kernels are plain series.
 * exp, log and cos are within 1 ulp of the correctly rounded value.
 */

const words = new DataView(new ArrayBuffer(8))

/** ln 2 in two parts: the first has 21 trailing zero bits, so that its product with an exponent is exact. */
const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10
/** pi / 2 in three parts; the first two have 33 bits each. */
const HALF_PI_HIGH = 1.5707963267341256
const HALF_PI_MIDDLE = 6.077100506303966e-11
const HALF_PI_LOW = 2.0222662487959506e-21

/** 1/2!, 1/3! ...: what follows 1 + x in e^x, divided by x^2. */
const EXP_SERIES = reciprocalFactorials([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14])
/** 1/4!, -1/6! ...: what follows 1 - x^2 / 2 in cos x, divided by x^4. */
const COS_SERIES = alternating(reciprocalFactorials([4, 6, 8, 10, 12, 14, 16, 18]))
/** 1/3!, -1/5! ...: x - sin x, divided by x^3. */
const SIN_SERIES = alternating(reciprocalFactorials([3, 5, 7, 9, 11, 13, 15, 17]))
/** 2/3, 2/5, 2/7 ...: what follows 2 s in ln((1 + s) / (1 - s)), divided by s^3. */
const LOG_SERIES = Array.from({ length: 12 }, (_, index) => 2 / (2 * index + 3))

/** 1 / n! of each n; n! is exact up to 18!. */
function reciprocalFactorials(numbers: readonly number[]): number[] {
  return numbers.map((number) => {
    let factorial = 1
    for (let factor = 2; factor <= number; factor++) factorial *= factor
    return 1 / factorial
  })
}

function alternating(coefficients: readonly number[]): number[] {
  return coefficients.map((coefficient, place) => (place % 2 === 0 ? coefficient : -coefficient))
}

/** sum_k coefficients[k] x^k, by Horner's rule. */
function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0
  for (let place = coefficients.length - 1; place >= 0; place--) sum = sum * x + coefficients[place]
  return sum
}

/** 2^exponent for a whole exponent from -1022 to 1023. */
function powerOfTwo(exponent: number): number {
  words.setUint32(0, (exponent + 1023) << 20)
  words.setUint32(4, 0)
  return words.getFloat64(0)
}

/** e^x; 0 below -746, infinite above 709.8, NaN of NaN. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY
  if (x < -746) return 0
  const twos = Math.floor(x / Math.LN2 + 0.5)
  const high = x - twos * LN2_HIGH
  const low = twos * LN2_LOW
  const r = high - low
  // e^r - 1 = r + r^2 (...), where the rounding of r itself is put back first.
  const lost = high - r - low
  const power = 1 + (r + (r * r * polynomial(EXP_SERIES, r) + lost))
  // In two steps: 2^twos alone may be out of range.
  const half = Math.floor(twos / 2)
  return power * powerOfTwo(half) * powerOfTwo(twos - half)
}

/**
 * ln x; -infinity of 0, NaN below. x = 2^k (1 + f) with 1 + f between sqrt(1/2) and sqrt 2, s = f / (2 + f), and
 * ln(1 + f) = ln((1 + s) / (1 - s)) = 2 s + 2 s^3 / 3 + ..., arranged so that f, the largest part, is added last.
 */
export function log(x: number): number {
  if (Number.isNaN(x) || x < 0) return Number.NaN
  if (x === 0) return Number.NEGATIVE_INFINITY
  if (x === Number.POSITIVE_INFINITY) return x
  if (x < 2.2250738585072014e-308) return log(x * 18014398509481984) - 54 * Math.LN2
  words.setFloat64(0, x)
  const top = words.getUint32(0)
  let exponent = (top >>> 20) - 1023
  words.setUint32(0, (top & 0xfffff) | (1023 << 20))
  let fraction = words.getFloat64(0)
  if (fraction > Math.SQRT2) {
    fraction /= 2
    exponent += 1
  }
  const f = fraction - 1
  const s = f / (2 + f)
  const square = s * s
  const rest = square * polynomial(LOG_SERIES, square)
  const halfSquare = 0.5 * f * f
  return exponent * LN2_HIGH - (halfSquare - (s * (halfSquare + rest) + exponent * LN2_LOW) - f)
}

/** cos x for x from 0 to pi. */
export function cos(x: number): number {
  const quarters = Math.floor(x / (Math.PI / 2) + 0.5)
  const high = x - quarters * HALF_PI_HIGH
  const middle = quarters * HALF_PI_MIDDLE
  const reduced = high - middle
  const low = quarters * HALF_PI_LOW - (high - reduced - middle)
  const r = reduced - low
  const lost = reduced - r - low
  if (quarters === 0) return cosine(r, lost)
  return quarters === 1 ? -sine(r, lost) : -cosine(r, lost)
}

/** cos(r + lost) for r within pi / 4; lost is far below the last bit of r. */
function cosine(r: number, lost: number): number {
  const square = r * r
  const half = 0.5 * square
  const rest = square * square * polynomial(COS_SERIES, square)
  const first = 1 - half
  return first + (1 - first - half + (rest - r * lost))
}

function sine(r: number, lost: number): number {
  const square = r * r
  return r - (r * square * polynomial(SIN_SERIES, square) - lost * (1 - 0.5 * square))
}

/** base^exponent for a whole exponent from 0 on, by repeated squaring: the same multiplications everywhere. */
export function power(base: number, exponent: number): number {
  let result = 1
  let square = base
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square
    square *= square
  }
  return result
}
