/** Terms of the continued fraction, enough from x = 2 on. */
const FRACTIONS = 40

/**
 * The error function erf x = 2 / sqrt(pi) times the integral of e^(-t^2) from 0 to x; absolute error below 1e-15.
 * Abramowitz and Stegun, 7.1.6 below 2 and 7.1.14 above, where it is 1 - erfc x.
 */
export function erf(x: number): number {
  const size = Math.abs(x)
  if (size > 6) return Math.sign(x)
  return Math.sign(x) * (size < 2 ? series(size) : 1 - complement(size))
}

/** 2 / sqrt(pi) e^(-x^2) sum_n 2^n x^(2n+1) / (1 3 5 ... (2n + 1)): no term is negative, so nothing cancels. */
function series(x: number): number {
  let term = x
  let sum = x
  for (let n = 1; term > 1e-18 * sum; n++) {
    term *= (2 * x * x) / (2 * n + 1)
    sum += term
  }
  return (2 / Math.sqrt(Math.PI)) * gaussian(x) * sum
}

/** erfc x = e^(-x^2) / sqrt(pi) / (x + 1/2 / (x + 1 / (x + 3/2 / (x + ...)))), from the innermost fraction outwards. */
function complement(x: number): number {
  let denominator = x
  for (let n = FRACTIONS; n > 0; n--) denominator = x + n / 2 / denominator
  return gaussian(x) / (Math.sqrt(Math.PI) * denominator)
}

/** e^(-x^2); x^2 is taken apart, as its rounding would grow with x: the square of the first 24 bits is exact. */
function gaussian(x: number): number {
  const first = Math.fround(x)
  return Math.exp(-first * first) * Math.exp((first - x) * (first + x))
}
