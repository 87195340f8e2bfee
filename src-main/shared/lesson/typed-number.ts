/** A number that a person typed. */
export interface TypedNumber {
  readonly value: number
  /** Decimals that were typed: 3 of 0.250, 5 of 1.2e-4; negative for 2e3. */
  readonly decimals: number
}

const MINUS = /[−–‐‑]/g
const POWER_OF_TEN = /[·*×x]10\^?\(?(-?\d+)\)?$/i
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/**
 * A number as people type or copy it: with a comma or a point, any minus sign, spaces, and 1.5e-5 or 1.5·10^-5 as this
 * program writes it. null where it is none.
 */
export function typedNumber(text: string): TypedNumber | null {
  const plain = text.replaceAll(/\s/g, '').replaceAll(MINUS, '-').replace(POWER_OF_TEN, 'e$1').replace(',', '.')
  if (!NUMBER.test(plain)) return null
  const [mantissa = '', exponent = '0'] = plain.toLowerCase().split('e')
  const value = Number(plain)
  const decimals = (mantissa.split('.')[1]?.length ?? 0) - Number(exponent)
  return Number.isFinite(value) ? { value, decimals } : null
}

/** Whether the number, rounded to the decimals that were typed, is what was typed. */
export function isRoundingOf({ value, decimals }: TypedNumber, number: number): boolean {
  const half = 0.5 * 10 ** -decimals
  return value !== 0 && Math.abs(value - number) <= half * (1 + 1e-9)
}
