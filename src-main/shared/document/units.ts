/** No layer has more units. */
export const MOST_UNITS = 1_000_000

const most = MOST_UNITS.toLocaleString('en-US')

/** A number of units as typed; null where it is none. */
export function unitsIn(text: string): number | null {
  const units = Number(text.trim() || Number.NaN)
  return Number.isInteger(units) && units >= 1 && units <= MOST_UNITS ? units : null
}

/** What to say of a number of units that is none. */
export const unitsAdvice = (inForce: number): string =>
  `Give a whole number from 1 to ${most}; ${inForce} stays in force.`
