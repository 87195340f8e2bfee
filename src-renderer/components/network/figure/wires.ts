import { type Connection } from '@shared/document/schema'
import { type Shapes } from '@shared/document/shapes'
import { type FigureChoices } from '../../../stores/figure'
import { type Bend, bendOf, type Card, type Point } from '../geometry'
import { type Column } from './columns'
import { type Palette, weightColour } from './palette'
import { element, plateAt, rounded, textAt } from './svg'
import { readerOf, type Weights } from '../weight-reader'

export interface WireScene {
  readonly columns: readonly Column[]
  readonly connections: readonly Connection[]
  readonly shapes: Shapes
  readonly weights: Weights
  readonly choices: Pick<FigureChoices, 'weights' | 'values'>
  readonly palette: Palette
}

interface Wire {
  readonly from: Point
  readonly to: Point
  /** null where it isn't known. */
  readonly value: number | null
  /** From 0 to 1; null where the line tells no weight. */
  readonly size: number | null
}

export interface DrawnWires {
  readonly lines: readonly string[]
  readonly values: readonly string[]
  /** The highest place of a connection that leads over layers. */
  readonly top: number
  /** Whether some line tells a weight by its colour and width. */
  readonly weighted: boolean
}

/** So few lines between two layers that each can carry its number. */
export const MOST_VALUED = 16
const LANE = { first: 26, step: 12, corner: 10 } as const
const HEAD = 5

/** All connections, each from layer to layer: unit by unit, or as one arrow. */
export function drawWires(scene: WireScene): DrawnWires {
  const { columns, connections } = scene
  const byId = new Map(columns.map((column) => [column.card.layer.id, column]))
  const cards = columns.map(({ card }) => card)
  const lines: string[] = []
  const values: string[] = []
  let top = Infinity
  let lanes = 0
  let weighted = false
  for (const connection of connections) {
    const from = byId.get(connection.from)
    const to = byId.get(connection.to)
    if (!from || !to) continue
    const bend = bendOf(cards, from.card, to.card)
    if (bend === null) {
      const lane = laneOver(columns, from, to) - LANE.step * lanes++
      top = Math.min(top, lane)
      lines.push(detour(scene.palette, from, to, lane))
    } else if (scene.choices.weights === 'none' || (from.units.length === 0 && to.units.length === 0)) {
      lines.push(arrow(scene.palette, { x: from.right, y: from.y }, { x: to.left, y: to.y }, around(bend, from, to)))
    } else {
      const wires = wiresOf(scene, from, to)
      weighted ||= wires.some(({ size }) => size !== null)
      lines.push(element('g', { class: 'connection' }, strokes(scene.palette, wires, around(bend, from, to))))
      if (scene.choices.values) values.push(...numbers(scene, wires, from, to))
    }
  }
  return { lines, values, top, weighted }
}

/** Where lines keep their height to pass other layers; null where they can go straight. */
function around(bend: Bend, { card: from }: Column, { card: to }: Column): Bend | null {
  return bend.from > from.x + from.width || bend.to < to.x ? bend : null
}

/** Lines in the order in which they are drawn: the strongest on top. */
function wiresOf({ shapes, weights, choices }: WireScene, from: Column, to: Column): Wire[] {
  const dense = to.card.layer.kind === 'dense'
  const reader = readerOf(weights, shapes, from.card, to.card)
  const starts = from.units.length > 0 ? from.units : [{ x: from.right, y: from.y, index: -1 }]
  const stops = to.units.length > 0 ? to.units : [{ x: to.left, y: to.y, index: -1 }]
  const pairwise = !dense && from.units.length === to.units.length && from.card.size === to.card.size
  const wires = stops.flatMap((stop, unit) =>
    starts.flatMap((start, input): Wire[] => {
      if (pairwise && unit !== input) return []
      if (!dense || from.units.length === 0) return [{ from: start, to: stop, value: null, size: null }]
      if (reader.leftOut(stop.index, start.index)) return []
      const known = reader.weight(stop.index, start.index)
      const value = Number.isNaN(known) ? null : known
      const told = choices.weights === 'magnitude' && value !== null
      return [{ from: start, to: stop, value, size: told ? Math.min(1, Math.abs(value) / reader.most) : null }]
    }),
  )
  return wires.sort((one, other) => (one.size ?? 0) - (other.size ?? 0))
}

function strokes(palette: Palette, wires: readonly Wire[], bend: Bend | null): string[] {
  return wires.map(({ from, to, value, size }) => {
    const style =
      size === null || value === null
        ? { stroke: palette.plain, 'stroke-width': 0.8 }
        : {
            stroke: weightColour(palette, value, size),
            'stroke-width': 0.5 + size * 3,
            'stroke-dasharray': value < 0 ? '5 3' : undefined,
          }
    if (bend === null) return element('line', { x1: from.x, y1: from.y, x2: to.x, y2: to.y, ...style })
    const points = cornered(from, to, bend).map(({ x, y }) => `${rounded(x)},${rounded(y)}`)
    return element('polyline', { points: points.join(' '), fill: 'none', 'stroke-linejoin': 'round', ...style })
  })
}

function cornered(from: Point, to: Point, bend: Bend): Point[] {
  const left = Math.max(from.x, bend.from)
  const right = Math.min(to.x, bend.to)
  return [from, { x: left, y: from.y }, { x: right, y: to.y }, to]
}

/** Numbers on the lines, nearer to the side with more units, where the lines are further apart. */
function numbers({ palette }: WireScene, wires: readonly Wire[], from: Column, to: Column): string[] {
  if (from.units.length * to.units.length > MOST_VALUED) return []
  const nearStart = from.units.length >= to.units.length
  const written = wires.flatMap(({ from: start, to: end, value }) => {
    if (value === null) return []
    const place = nearStart
      ? from.units.findIndex(({ y }) => y === start.y)
      : to.units.findIndex(({ y }) => y === end.y)
    const share = (nearStart ? 0.32 : 0.66) + (place % 2 === 0 ? -0.06 : 0.06)
    const [x, y] = [start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share]
    const fill = value < 0 ? palette.negative : palette.positive
    const text = valueInWords(value)
    return [
      {
        plate: plateAt(x, y, text, { size: 10, fill: palette.background }),
        text: textAt(x, y, text, { size: 10, fill }),
      },
    ]
  })
  // All plates first: none may cover a number.
  return [...written.map(({ plate }) => plate), ...written.map(({ text }) => text)]
}

export function valueInWords(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  return (Math.abs(value) < 1000 ? value.toFixed(2) : value.toExponential(0)).replace('-', '−')
}

function arrow(palette: Palette, from: Point, to: Point, bend: Bend | null): string {
  const [start, end] = [
    { x: from.x + 6, y: from.y },
    { x: to.x - 6, y: to.y },
  ]
  const points = bend === null ? [start, end] : cornered(start, end, bend)
  const before = points.at(-2) ?? start
  const angle = (Math.atan2(end.y - before.y, end.x - before.x) * 180) / Math.PI
  const way = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${rounded(x)} ${rounded(y)}`).join('')
  return element('g', { class: 'arrow', stroke: palette.outline, 'stroke-width': 1.5, fill: 'none' }, [
    element('path', { d: way }),
    element('path', {
      d: `M${-HEAD * 1.4} ${-HEAD}L0 0L${-HEAD * 1.4} ${HEAD}`,
      transform: `translate(${rounded(end.x)} ${rounded(end.y)}) rotate(${rounded(angle)})`,
    }),
  ])
}

/** Above a connection's own layers and all that stand between. */
function laneOver(columns: readonly Column[], from: Column, to: Column): number {
  const passed = columns.filter(({ x }) => x >= from.x && x <= to.x)
  return Math.min(...passed.map(({ top }) => top)) - LANE.first
}

/** A connection over the layers between: up, along with round corners, and down with an arrow's head. */
function detour(palette: Palette, from: Column, to: Column, lane: number): string {
  const { corner } = LANE
  // It begins inside its layer, which is drawn over it.
  const start = { x: from.x + sideOf(from), y: from.units[0]?.y ?? from.y }
  const end = { x: to.x - sideOf(to), y: to.top - 1 }
  const way = [
    `M${rounded(start.x)} ${rounded(start.y)}V${rounded(lane + corner)}`,
    `q0 ${-corner} ${corner} ${-corner}H${rounded(end.x - corner)}`,
    `q${corner} 0 ${corner} ${corner}V${rounded(end.y)}`,
  ]
  const head = `M${rounded(end.x - HEAD)} ${rounded(end.y - HEAD * 1.4)}l${HEAD} ${HEAD * 1.4}l${HEAD} ${-HEAD * 1.4}`
  const style = { class: 'skip', stroke: palette.outline, 'stroke-width': 1.5, fill: 'none' }
  return element('g', style, [element('path', { d: way.join('') }), element('path', { d: head })])
}

/** A detour leaves a layer right of its middle and reaches one left of it, so that two of them don't meet. */
const sideOf = ({ units }: Column): number => (units.length > 0 ? 4 : 14)

/** Whether some connection has few enough lines to carry numbers. */
export function canCarryValues(columns: readonly Column[], connections: readonly Connection[]): boolean {
  const cards = new Map<string, Card>(columns.map(({ card }) => [card.layer.id, card]))
  return connections.some(({ from, to }) => {
    const [start, end] = [cards.get(from), cards.get(to)]
    if (!start || end?.layer.kind !== 'dense') return false
    return start.units.length > 0 && start.units.length * end.units.length <= MOST_VALUED
  })
}
