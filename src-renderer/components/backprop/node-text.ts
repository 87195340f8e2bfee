import { digits } from '../ui/digits'

/** Longer names are cut off; the whole one is in the tooltip. */
const LONGEST_NAME = 16

/** Width of a letter of a name, and of bold digits and letters as a share of their size, in wide system fonts. */
const LETTER = 6.5
const BOLD_DIGIT = 0.67
const BOLD_LETTER = 0.6

/** A column of units has more room for its heading. */
const LONGEST_HEADING = 24
const LARGEST_HEADING = 12.5

export interface Heading {
  readonly text: string
  readonly size: number
}

const cut = (full: string, longest: number): string => (full.length > longest ? `${full.slice(0, longest - 1)}…` : full)

export const shownName = (full: string): string => cut(full, LONGEST_NAME)

/** Above a column, next to others `step` away: long names are set smaller, the longest are cut off. */
export function headingOf(full: string, step: number): Heading {
  const text = cut(full, LONGEST_HEADING)
  return { text, size: Math.min(LARGEST_HEADING, (step - 8) / (BOLD_LETTER * text.length)) }
}

/** What a text beside a unit takes at most, in units of the picture. */
export const textWidth = (text: string): number => Math.ceil(text.length * LETTER)

/** A number for little room: "0.981", "0.0015", "4e−7"; the whole one is in the tooltip. */
export function brief(value: number | null): string {
  if (value === null) return '?'
  const size = Math.abs(value)
  const significant = size < 1e-3 ? 1 : size < 1e-2 ? 2 : 3
  return digits(value, significant).replace(/^(−?)0\.000(\d)$/, '$1$2e−4')
}

/** The size at which `text` stays within a circle of `radius`, at most `largest`. */
export const sizeWithin = (text: string, radius: number, largest: number): number =>
  Math.min(largest, (2 * radius - 2) / (BOLD_DIGIT * Math.max(1, text.length)))
