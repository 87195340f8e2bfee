/** Numbers to compare digit by digit: one rounding for text and TeX, without zeros that say nothing. */
const SIGNIFICANT = 6

interface Rounded {
  readonly mantissa: string
  /** Power of ten; null where the number is written out. */
  readonly exponent: number | null
}

function rounded(value: number, significant: number): Rounded {
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) {
    const [mantissa = '', exponent = '0'] = value.toExponential(significant - 1).split('e')
    return { mantissa: String(Number(mantissa)), exponent: Number(exponent) }
  }
  return { mantissa: String(Number(value.toPrecision(significant))), exponent: null }
}

/** At most six significant digits, with a real minus sign: "−0.0380982", "1.5e−5". */
export function digits(value: number | null | undefined, significant = SIGNIFICANT): string {
  if (value === null || value === undefined) return '–'
  if (!Number.isFinite(value)) return String(value).replace('-', '−').replace('Infinity', '∞')
  const { mantissa, exponent } = rounded(value, significant)
  return (exponent === null ? mantissa : `${mantissa}e${exponent}`).replaceAll('-', '−')
}

/** The same as TeX: "-0.0380982", "1.5 \cdot 10^{-5}". */
export function texDigits(value: number): string {
  if (Number.isNaN(value)) return '\\text{NaN}'
  if (!Number.isFinite(value)) return value < 0 ? '-\\infty' : '\\infty'
  const { mantissa, exponent } = rounded(value, SIGNIFICANT)
  return exponent === null ? mantissa : `${mantissa} \\cdot 10^{${exponent}}`
}

/** In parentheses where it is negative: as a factor or an addend. */
export function texTerm(value: number): string {
  return value < 0 ? `(${texDigits(value)})` : texDigits(value)
}

/** Every digit there is: for a tooltip. */
export const fullDigits = (value: number | null | undefined): string =>
  value === null || value === undefined ? '' : String(value).replaceAll('-', '−')

/** Digits that each number of a block keeps at least. */
const FEWEST = 3

/**
 * Numbers that stand in one vector or matrix, as TeX: with the same number of decimals, such that the largest has six
 * significant digits. Where that would leave too few digits of the smallest, each is rounded by itself.
 */
export function texBlock(values: readonly number[]): string[] {
  const sizes = values.filter((value) => value !== 0).map(Math.abs)
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)]
  const decimals = SIGNIFICANT - 1 - Math.floor(Math.log10(most))
  const alike = values.every(Number.isFinite) && most < 1e6 && least >= 10 ** (FEWEST - 1 - decimals) && decimals <= 9
  if (sizes.length === 0 || !alike) return values.map(texDigits)
  const written = values.map((value) => value.toFixed(Math.max(0, decimals)))
  const needed = written.reduce((longest, text) => Math.max(longest, decimalsOf(text)), 0)
  return values.map((value) => value.toFixed(needed))
}

/** Decimals without the zeros at the end. */
const decimalsOf = (text: string): number => (text.split('.')[1] ?? '').replace(/0+$/, '').length
