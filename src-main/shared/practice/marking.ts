import { typedNumber } from '../lesson/judge'
import { numberAt, type TracedNumbers } from '../lesson/number-at'
import { mistakeNames, type MistakeId } from './mistake-names'
import { mistakenNumbers, type PracticePlace } from './mistakes'

/** What is said of a number that was typed; none of it gives the solution away. */
export type Marking =
  | { readonly kind: 'right' }
  /** Right as far as it goes, but with too few digits to tell. */
  | { readonly kind: 'too-few-digits' }
  | { readonly kind: 'mistake'; readonly mistake: MistakeId }
  | { readonly kind: 'too-large' | 'too-small' | 'no-number' }

/** Four significant digits are enough. */
const RELATIVE = 5e-4
const ABSOLUTE = 1e-9

const near = (typed: number, value: number): boolean =>
  Math.abs(typed - value) <= Math.max(RELATIVE * Math.abs(value), ABSOLUTE)

/** Marks what was typed for a number of the network; null where the network has no such number. */
export function mark(numbers: TracedNumbers, place: PracticePlace, text: string): Marking | null {
  const right = numberAt(numbers, place)
  if (right === null) return null
  const typed = typedNumber(text)
  if (typed === null) return { kind: 'no-number' }
  if (near(typed, right)) return { kind: 'right' }
  const [mistake] = mistakenNumbers(numbers, place)
    .flatMap(([id, value]) => (value === null || near(value, right) || !near(typed, value) ? [] : [{ id, value }]))
    .toSorted((one, other) => Math.abs(typed - one.value) - Math.abs(typed - other.value))
  if (mistake) return { kind: 'mistake', mistake: mistake.id }
  if (isRoundingOf(text, typed, right)) return { kind: 'too-few-digits' }
  return { kind: typed > right ? 'too-large' : 'too-small' }
}

/** Whether the number, rounded to the decimals that were typed, is what was typed. */
function isRoundingOf(text: string, typed: number, right: number): boolean {
  const decimals = text.trim().replace(',', '.').split('.')[1]?.length ?? 0
  return typed !== 0 && !/e/i.test(text) && decimals <= 15 && Number(right.toFixed(decimals)) === typed
}

export function markingInWords(marking: Marking): string {
  switch (marking.kind) {
    case 'right':
      return 'Right.'
    case 'too-few-digits':
      return 'Right so far; give four digits.'
    case 'mistake':
      return mistakeNames[marking.mistake]
    case 'too-large':
      return 'Too large.'
    case 'too-small':
      return 'Too small.'
    case 'no-number':
      return 'Type a number, such as 0.0123.'
  }
}
