import { type Card, type Point } from './geometry'

/** How far along a wire its number may stand, from the side with more units: the best places first. */
const SHARES = [0.3, 0.24, 0.36, 0.42, 0.18, 0.5, 0.6, 0.7, 0.8]
/** From the wire to the middle of its number. */
const BESIDE = 8
/** What a number covers. */
const SIZE = { width: 34, height: 12 } as const

/**
 * Where the numbers of the wires between two cards stand, [unit][input]: beside their wires, between the cards, near the
 * side with more units, as there the fewest wires meet; and none on another as long as there is room.
 */
export function labelPlaces(from: Card, to: Card): Point[][] {
  const taken: Point[] = []
  return to.units.map((end, unit) =>
    from.units.map((start, input) => {
      const free = candidates(from, to, { start, end, unit, input })
      const place = free.find((at) => !taken.some((other) => covers(at, other))) ?? free[0] ?? end
      taken.push(place)
      return place
    }),
  )
}

const covers = (one: Point, other: Point): boolean =>
  Math.abs(one.x - other.x) < SIZE.width && Math.abs(one.y - other.y) < SIZE.height

interface Ends {
  readonly start: Point
  readonly end: Point
  readonly unit: number
  readonly input: number
}

function candidates(from: Card, to: Card, { start, end, unit, input }: Ends): Point[] {
  const forwards = from.units.length >= to.units.length
  const [near, far] = forwards ? [start, end] : [end, start]
  const [index, count] = forwards ? [input, from.units.length] : [unit, to.units.length]
  const level = index * 2 < count ? -1 : 1
  const inner = far.y === near.y ? level : far.y < near.y ? 1 : -1
  const [left, right] = [from.x + from.width + SIZE.width / 2 + 4, to.x - SIZE.width / 2 - 4]
  return SHARES.flatMap((share) => {
    const across = 1.5 * share * (1 - share) + share ** 3
    const up = 3 * share ** 2 * (1 - share) + share ** 3
    const x = Math.min(right, Math.max(left, near.x + (far.x - near.x) * across))
    const y = near.y + (far.y - near.y) * up
    return [inner, -inner].map((side) => ({ x, y: y + side * BESIDE }))
  })
}
