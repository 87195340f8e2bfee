import { type Connection } from '@shared/document/schema'
import { type Bend, bendOf, type Box, type Card, type Detour, middleOf, type Point } from './geometry'

/** One wire: straight, then an S between two x, then straight again. */
export interface Curve {
  readonly start: Point
  readonly stop: Point
  readonly left: number
  readonly right: number
}

/** Where wires leave and reach a layer: its units, or the middle of the side of a small card. */
function ends(card: Card, side: 'left' | 'right'): readonly Point[] {
  if (card.units.length > 0) return card.units
  return [{ x: side === 'left' ? card.x : card.x + card.width, y: middleOf(card) }]
}

/** The wires between two cards: unit to unit where `pairwise`, else each to each. */
export function curvesOf(from: Card, to: Card, bend: Bend | null, pairwise: boolean): Curve[] {
  const stops = ends(to, 'left')
  return ends(from, 'right').flatMap((start, index) =>
    stops.flatMap((stop, other) => {
      if (pairwise && index !== other) return []
      const left = Math.max(start.x, bend?.from ?? start.x)
      const right = Math.min(stop.x, bend?.to ?? stop.x)
      return [{ start, stop, left, right }]
    }),
  )
}

/** Both layers show as many units and give as many numbers, so unit leads to unit. */
export function isPairwise(from: Card, to: Card): boolean {
  const count = ({ units }: Card): number => Math.max(1, units.length)
  return count(from) === count(to) && from.size === to.size
}

/** A connection between the cards of its two layers. */
export interface Wire {
  readonly connection: Connection
  readonly from: Card
  readonly to: Card
  readonly detour: Detour | null
}

export function wiresOf(
  cards: readonly Card[],
  detours: readonly Detour[],
  connections: readonly Connection[],
): Wire[] {
  const byId = new Map(cards.map((card) => [card.layer.id, card]))
  const around = new Map(detours.map((detour) => [`${detour.from.layer.id} ${detour.to.layer.id}`, detour]))
  return connections.flatMap((connection) => {
    const [from, to] = [byId.get(connection.from), byId.get(connection.to)]
    const detour = around.get(`${connection.from} ${connection.to}`) ?? null
    return from && to ? [{ connection, from, to, detour }] : []
  })
}

/** What a wire can touch. */
export function wireBox({ from, to, detour }: Wire): Box {
  return {
    left: Math.min(from.x, to.x),
    top: Math.min(from.y, to.y, detour?.lane ?? Infinity),
    right: Math.max(from.x + from.width, to.x + to.width),
    bottom: Math.max(from.y + from.height, to.y + to.height),
  }
}

/** The lines of a wire as drawn, each as points from end to end. */
export function linesOf(wire: Wire, cards: readonly Card[]): Point[][] {
  const { from, to, detour } = wire
  if (detour) {
    const [start, stop] = [from.x + from.width - 24, to.x + 24]
    const { lane } = detour
    return [
      [
        { x: start, y: from.y },
        { x: start, y: lane },
        { x: stop, y: lane },
        { x: stop, y: to.y },
      ],
    ]
  }
  const weighted = to.layer.kind === 'dense' && from.units.length > 0
  const curves = curvesOf(from, to, weighted ? null : bendOf(cards, from, to), !weighted && isPairwise(from, to))
  return curves.map(pointsOf)
}

const STEPS = 12

function pointsOf({ start, stop, left, right }: Curve): Point[] {
  const middle = (left + right) / 2
  const curve = Array.from({ length: STEPS + 1 }, (_, step) => {
    const t = step / STEPS
    const rise = t * t * (3 - 2 * t)
    const [a, b, c, d] = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t ** 3]
    return { x: a * left + (b + c) * middle + d * right, y: start.y + (stop.y - start.y) * rise }
  })
  return [start, ...curve, stop]
}

/** The wire at a point of the canvas, at most `reach` away; the nearest of several. */
export function wireAt(wires: readonly Wire[], cards: readonly Card[], at: Point, reach: number): Wire | null {
  let nearest: Wire | null = null
  let least = reach
  for (const wire of wires) {
    const { left, top, right, bottom } = wireBox(wire)
    if (at.x < left - reach || at.x > right + reach || at.y < top - reach || at.y > bottom + reach) continue
    for (const line of [...linesOf(wire, cards), [tagOf(wire), tagOf(wire)]]) {
      const distance = distanceTo(line, at)
      if (distance < least) [nearest, least] = [wire, distance]
    }
  }
  return nearest
}

function distanceTo(line: readonly Point[], { x, y }: Point): number {
  let least = Infinity
  line.forEach((end, index) => {
    const start = line[index - 1] ?? end
    const [across, down] = [end.x - start.x, end.y - start.y]
    const length = across * across + down * down
    const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - start.x) * across + (y - start.y) * down) / length))
    least = Math.min(least, Math.hypot(x - start.x - share * across, y - start.y - share * down))
  })
  return least
}

/** The wire whose middle is at a point of the canvas. */
export function wireTaggedAt(wires: readonly Wire[], { x, y }: Point, reach: number): Wire | null {
  return wires.find((wire) => Math.hypot(tagOf(wire).x - x, tagOf(wire).y - y) <= reach) ?? null
}

/** Where what belongs to a wire stands: halfway between the two cards, or on its lane. */
export function tagOf({ from, to, detour }: Wire): Point {
  if (detour) return { x: (from.x + from.width + to.x) / 2, y: detour.lane }
  return { x: (from.x + from.width + to.x) / 2, y: (middleOf(from) + middleOf(to)) / 2 }
}
