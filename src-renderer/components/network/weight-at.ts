import { type Connection } from '@shared/document/schema'
import { type Shapes } from '@shared/document/shapes'
import { type ParameterPlace } from '@shared/protocol/training-service'
import { type Card, inputOffsets, type Point } from './geometry'

interface Wires {
  readonly cards: readonly Card[]
  readonly connections: readonly Connection[]
  readonly shapes: Shapes
  /** How far from a wire it still counts. */
  readonly reach: number
}

/** How far from the curve between two units (draw-network's `wire`) a point is; endless beside its ends. */
function distance(at: Point, from: Point, to: Point): number {
  const share = (at.x - from.x) / (to.x - from.x)
  if (!(share > 0 && share < 1)) return Number.POSITIVE_INFINITY
  let [low, high] = [0, 1]
  for (let turn = 0; turn < 24; turn++) {
    const t = (low + high) / 2
    if (1.5 * t - 1.5 * t * t + t ** 3 < share) low = t
    else high = t
  }
  const rise = to.y - from.y
  const slope = (rise * 6 * low * (1 - low)) / ((to.x - from.x) * (1.5 - 3 * low + 3 * low * low))
  return Math.abs(from.y + rise * (3 - 2 * low) * low * low - at.y) / Math.hypot(1, slope)
}

/** The weight whose wire is nearest to a point of the canvas and within reach; null where there is none. */
export function weightAt(at: Point, { cards, connections, shapes, reach }: Wires): ParameterPlace | null {
  const byId = new Map(cards.map((card) => [card.layer.id, card]))
  let nearest = reach
  let found: ParameterPlace | null = null
  for (const connection of connections) {
    const from = byId.get(connection.from)
    const to = byId.get(connection.to)
    const offset = inputOffsets(shapes, connection.to).get(connection.from)
    if (!from || to?.layer.kind !== 'dense' || offset === undefined || from.folded > 0 || to.folded > 0) continue
    to.units.forEach((end, unit) =>
      from.units.forEach((start, input) => {
        const far = distance(at, start, end)
        if (far >= nearest) return
        nearest = far
        found = { layer: to.layer.id, unit, input: offset + input }
      }),
    )
  }
  return found
}
