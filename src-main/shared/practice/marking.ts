import { numberAt, type TracedNumbers } from '../lesson/number-at'
import { isRoundingOf, type TypedNumber, typedNumber } from '../lesson/typed-number'
import { mistakeNames, type MistakeId } from './mistake-names'
import { mistakenNumbers, numberBefore, type PracticePlace } from './mistakes'

/** What is said of a number that was typed; none of it gives the solution away. */
export type Marking =
  | { readonly kind: 'right' }
  /** Right as far as it goes, but with too few digits to tell. */
  | { readonly kind: 'too-few-digits' }
  /** The mistakes that lead to this number, the likeliest first. */
  | { readonly kind: 'mistake'; readonly mistakes: readonly [MistakeId, ...MistakeId[]] }
  | { readonly kind: 'too-large' | 'too-small' | 'no-number' }

/** Four significant digits are enough; six are what the screen shows, so they are right in any case. */
const RELATIVE = 5e-4
const SHOWN = 5e-6
const ABSOLUTE = 1e-12
/** An updated parameter is near the old one: what is typed for it must tell the two apart. */
const OF_CHANGE = 0.25

/** How far off a typed number may be, for a right number that an update may have made of another. */
function toleranceOf(right: number, before: number | null): number {
  const relative = RELATIVE * Math.abs(right)
  const told = before === null || before === right ? relative : Math.min(relative, OF_CHANGE * Math.abs(right - before))
  return Math.max(told, SHOWN * Math.abs(right), ABSOLUTE)
}

/** Marks what was typed for a number of the network; null where the network has no such number. */
export function mark(numbers: TracedNumbers, place: PracticePlace, text: string): Marking | null {
  const right = numberAt(numbers, place)
  if (right === null) return null
  const typed = typedNumber(text)
  if (typed === null) return { kind: 'no-number' }
  const before = numberBefore(numbers, place)
  const near = (one: number, other: number): boolean => Math.abs(one - other) <= toleranceOf(other, before)
  if (near(typed.value, right)) return { kind: 'right' }
  // Before any mistake is named: 0.39 may be a mistaken 0.3900, or 0.3925 with too few digits.
  if (isRoundingOf(typed, right)) return { kind: 'too-few-digits' }
  const wrong = mistakenNumbers(numbers, place).flatMap(([id, value]) =>
    value === null || near(value, right) || !near(typed.value, value) ? [] : [{ id, value }],
  )
  const [first, ...others] = closestTo(typed, wrong)
  if (first) return { kind: 'mistake', mistakes: [first, ...others] }
  return { kind: typed.value > right ? 'too-large' : 'too-small' }
}

/** Of numbers near to what was typed those that agree with every digit of it, else all; each mistake once. */
function closestTo(typed: TypedNumber, wrong: readonly { id: MistakeId; value: number }[]): MistakeId[] {
  const exact = wrong.filter(({ value }) => isRoundingOf(typed, value))
  return [...new Set((exact.length > 0 ? exact : wrong).map(({ id }) => id))]
}

export function markingInWords(marking: Marking): string {
  switch (marking.kind) {
    case 'right':
      return 'Right.'
    case 'too-few-digits':
      return 'Right so far; give more digits.'
    case 'mistake':
      return marking.mistakes.length === 1
        ? mistakeNames[marking.mistakes[0]]
        : `Several mistakes give this number. ${marking.mistakes.map((id) => mistakeNames[id]).join(' Or: ')}`
    case 'too-large':
      return 'Too large.'
    case 'too-small':
      return 'Too small.'
    case 'no-number':
      return 'Type a number, such as 0.0123.'
  }
}
