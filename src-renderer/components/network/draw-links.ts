import { type Colours, faded } from '../ui/colours'
import { type Bend, type Card, type Detour } from './geometry'
import { curvesOf, isPairwise } from './wires'

type Context = CanvasRenderingContext2D

export interface Links {
  readonly from: Card
  readonly to: Card
  /** Where the wires change their height; null: on the whole way. */
  readonly bend: Bend | null
}

/**
 * Wires that carry numbers and no weights: unit to unit where both layers show as many, else gathered at the small
 * card that passes them on.
 */
export function drawLinks(context: Context, colours: Colours, { from, to, bend }: Links): void {
  const curves = curvesOf(from, to, bend, isPairwise(from, to))
  context.setLineDash([])
  context.lineWidth = from.units.length <= 1 && to.units.length <= 1 ? 2 : 1
  context.strokeStyle = faded(colours.control, 0.8)
  for (const { start, stop, left, right } of curves) {
    const middle = (left + right) / 2
    context.beginPath()
    context.moveTo(start.x, start.y)
    context.lineTo(left, start.y)
    context.bezierCurveTo(middle, start.y, middle, stop.y, right, stop.y)
    context.lineTo(stop.x, stop.y)
    context.stroke()
  }
}

const BEND = 12
const HEAD = 4

/** A wire over the cards between: up from the first layer, along, and down into the second, with an arrow's head. */
export function drawDetour(context: Context, colours: Colours, { from, to, lane }: Detour): void {
  const start = { x: from.x + from.width - 2 * BEND, y: from.y }
  const stop = { x: to.x + 2 * BEND, y: to.y }
  context.setLineDash([])
  context.lineWidth = 2
  context.strokeStyle = faded(colours.control, 0.9)
  context.beginPath()
  context.moveTo(start.x, start.y)
  context.lineTo(start.x, lane + BEND)
  context.bezierCurveTo(start.x, lane, start.x, lane, start.x + BEND, lane)
  context.lineTo(stop.x - BEND, lane)
  context.bezierCurveTo(stop.x, lane, stop.x, lane, stop.x, lane + BEND)
  context.lineTo(stop.x, stop.y - 1)
  context.stroke()
  context.beginPath()
  context.moveTo(stop.x - HEAD, stop.y - 2 * HEAD)
  context.lineTo(stop.x, stop.y - 1)
  context.lineTo(stop.x + HEAD, stop.y - 2 * HEAD)
  context.stroke()
}
