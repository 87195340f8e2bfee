import { texTerm } from '../../ui/digits'
import { type Folded, folded, words } from '../tex'

/** Terms of a sum that are written out. */
export const MOST_TERMS = 4

/** The first places of `count`, with the chosen one among them. */
export function placesWith(count: number, most: number, chosen: number | null): Folded<number> {
  const first = folded(
    Array.from({ length: count }, (_, place) => place),
    most,
  )
  if (chosen === null || chosen < first.shown.length || chosen >= count) return first
  return { ...first, shown: [...first.shown.slice(0, -1), chosen] }
}

/** One term of a sum, in symbols, with numbers, and worked out. */
export interface Summand {
  readonly symbol: string
  readonly number: string
  readonly value: number
}

/** "a + b + c + d + … 2 more terms" */
export function symbolSum(terms: readonly Summand[], end = ''): string {
  const { shown, more } = folded(terms, MOST_TERMS)
  return [
    ...shown.map(({ symbol }) => symbol),
    ...(more > 0 ? [words(`… ${more} more terms`)] : []),
    ...(end === '' ? [] : [end]),
  ].join(' + ')
}

/** The same with numbers, in pieces that may stand on lines of their own; what is left out is one number. */
export function numberSum(terms: readonly Summand[], end = ''): string[] {
  const { shown, more } = folded(terms, MOST_TERMS)
  const rest = terms.slice(shown.length).reduce((sum, { value }) => sum + value, 0)
  return [
    ...shown.map(({ number }) => number),
    ...(more > 0 ? [`\\underbrace{${texTerm(rest)}}_{${words(`… ${more} more terms`)}}`] : []),
    ...(end === '' ? [] : [end]),
  ].map((piece, place) => `${place === 0 ? '=' : '+'} ${piece}`)
}
