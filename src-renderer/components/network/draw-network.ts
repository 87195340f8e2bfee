import { type Connection } from '@shared/document/schema'
import { type Shapes } from '@shared/document/shapes'
import {
  type LayerWeights,
  type ParameterPlace,
  type UnitPlanes,
  type WeightPicture,
} from '@shared/protocol/training-service'
import { type Colours, faded, legibleOn, mixed } from '../ui/colours'
import { wholeNumber } from '../ui/numbers'
import { drawHeat, type Heat } from '../ui/heat'
import { drawDetour, drawLinks } from './draw-links'
import { bendOf, type Box, type Card, type Detour, inputOffsets, type Point } from './geometry'
import { labelPlaces } from './label-place'
import { cardsIn } from './neighbours'
import { type UnitImages } from './use-pictures'
import { readerOf } from './weight-reader'
import { wireBox, wiresOf } from './wires'

export interface Picture {
  readonly cards: readonly Card[]
  readonly detours: readonly Detour[]
  readonly connections: readonly Connection[]
  readonly shapes: Shapes
  readonly weights: Readonly<Record<string, LayerWeights>> | null
  readonly activations: Readonly<Record<string, Float32Array>> | null
  readonly mode: 'weights' | 'activations' | 'planes'
  /** What is seen; absent: everything. */
  readonly view?: Box
  /** What units answer over the plane of two features, where that is asked for and known. */
  readonly planes: UnitPlanes | null
  /** Weights of units as images of what enters, in the same mode. */
  readonly images: UnitImages | null
  /** Matrices of layers that are too large to be drawn wire by wire. */
  readonly pictures: Readonly<Record<string, WeightPicture>> | null
  /** The weight or bias that was chosen. */
  readonly chosen: ParameterPlace | null
}

type Context = CanvasRenderingContext2D

/** What a wire shows: its weight, or what it carries. */
type WeightAt = (unit: number, input: number) => number | null

/** What is left of a connection that does not exist: some dots before its unit, so that it can be found and put back. */
function stub(context: Context, colours: Colours, from: Point, to: Point): void {
  const length = Math.min(64, 0.4 * (to.x - from.x))
  context.setLineDash([1.5, 4])
  context.lineWidth = 1.5
  context.strokeStyle = faded(colours.zero, 0.8)
  wire(context, { x: to.x - length, y: to.y + (from.y - to.y) * 0.12 }, to)
}

/** From 0 to 1; after a run that grew without bounds a number may be infinite. */
const sizeOf = (value: number, most: number): number => (Number.isNaN(value) ? 0 : Math.min(1, Math.abs(value) / most))

function wire(context: Context, from: Point, to: Point): void {
  const middle = (from.x + to.x) / 2
  context.beginPath()
  context.moveTo(from.x, from.y)
  context.bezierCurveTo(middle, from.y, middle, to.y, to.x, to.y)
  context.stroke()
}

function drawWires(context: Context, picture: Picture, colours: Colours, from: Card, to: Card): void {
  const { weight: weightAt, leftOut, most } = readerOf(picture.weights, picture.shapes, from, to)
  const carried = picture.mode === 'activations' ? picture.activations?.[from.layer.id] : undefined
  const valueAt: WeightAt = (unit, input) => {
    const weight = leftOut(unit, input) ? null : weightAt(unit, input)
    return weight === null || !carried ? weight : weight * (carried[input] ?? 0)
  }
  const offset = inputOffsets(picture.shapes, to.layer.id).get(from.layer.id) ?? 0
  const { chosen } = picture
  to.units.forEach((end, unit) =>
    from.units.forEach((start, input) => {
      if (leftOut(unit, input)) return stub(context, colours, start, end)
      const value = valueAt(unit, input)
      if (chosen?.layer === to.layer.id && chosen.unit === unit && chosen.input === offset + input) {
        context.setLineDash([])
        context.lineWidth = 9
        context.strokeStyle = faded(colours.accent, 0.35)
        wire(context, start, end)
      }
      const size = value === null ? 0 : sizeOf(value, most)
      context.lineWidth = value === null ? 0.8 : 0.5 + size * 3
      context.setLineDash(value !== null && value < 0 ? [5, 3] : [])
      const colour = value === null ? colours.zero : value < 0 ? colours.negative : colours.positive
      context.strokeStyle = faded(colour, value === null ? 0.7 : 0.16 + 0.72 * size ** 0.7)
      wire(context, start, end)
    }),
  )
  context.setLineDash([])
  if (from.units.length * to.units.length <= MOST_LABELLED)
    labelWires(context, colours, from, to, valueAt, carried ? 3 : 2)
}

/** So few wires that each can carry its number. */
const MOST_LABELLED = 9

function wireText(value: number, decimals: number): string {
  if (Number.isNaN(value)) return '–'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  return (Math.abs(value) < 1000 ? value.toFixed(decimals) : value.toExponential(0)).replace('-', '−')
}

function labelWires(
  context: Context,
  colours: Colours,
  from: Card,
  to: Card,
  valueAt: WeightAt,
  decimals: number,
): void {
  context.font = '10.5px system-ui, sans-serif'
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.lineJoin = 'round'
  labelPlaces(from, to).forEach((places, unit) =>
    places.forEach(({ x, y }, input) => {
      const value = valueAt(unit, input)
      if (value === null) return
      context.lineWidth = 4
      context.strokeStyle = colours.canvas
      context.fillStyle = value < 0 ? colours.negative : colours.positive
      const text = wireText(value, decimals)
      context.strokeText(text, x, y)
      context.fillText(text, x, y)
    }),
  )
}

/** Between folded layers: one band for all the wires, with their number, instead of a hundred thousand lines. */
function drawBand(context: Context, picture: Picture, colours: Colours, from: Card, to: Card): void {
  const edge = (card: Card, x: number): { x: number; top: number; bottom: number } => {
    const [first] = card.units
    const last = card.units.at(-1)
    const bottom = (last?.y ?? 0) + card.radius + (card.folded > 0 ? 22 : 0)
    return { x, top: (first?.y ?? 0) - card.radius, bottom }
  }
  const start = edge(from, from.x + from.width)
  const end = edge(to, to.x)
  const middle = (start.x + end.x) / 2
  context.beginPath()
  context.moveTo(start.x, start.top)
  context.bezierCurveTo(middle, start.top, middle, end.top, end.x, end.top)
  context.lineTo(end.x, end.bottom)
  context.bezierCurveTo(middle, end.bottom, middle, start.bottom, start.x, start.bottom)
  context.closePath()
  const passesOver = picture.cards.some((card) => card.x > from.x + from.width && card.x + card.width < to.x)
  context.fillStyle = faded(colours.zero, passesOver ? 0.1 : 0.16)
  context.fill()
  if (passesOver) return
  drawWires(context, picture, colours, from, to)
  drawMatrix(context, picture, colours, from, to)
  const text = `${wholeNumber(from.size)} × ${wholeNumber(to.size)}`
  const gap = { left: from.x + from.width, right: to.x }
  const at = { x: (gap.left + gap.right) / 2, y: (start.top + start.bottom + end.top + end.bottom) / 4 }
  context.font = '600 11px system-ui, sans-serif'
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  const width = context.measureText(text).width + 14
  context.fillStyle = colours.raised
  context.strokeStyle = colours.line
  context.lineWidth = 1
  context.beginPath()
  context.roundRect(at.x - width / 2, at.y - 11, width, 22, 5)
  context.fill()
  context.stroke()
  context.fillStyle = colours.muted
  context.fillText(text, at.x, at.y + 0.5)
}

const LARGEST_MATRIX = 96
/** In fewer pixels a diagonal is none. */
const LEAST_HATCHED = 5
/** What is free above and below the number of wires. */
const BESIDE_NUMBER = 18

/** The layer's matrix in the middle of its wires, a row per unit; above their number. */
function drawMatrix(context: Context, picture: Picture, colours: Colours, from: Card, to: Card): void {
  const matrix = picture.pictures?.[to.layer.id]
  if (!matrix || (picture.shapes.layers[to.layer.id]?.sources.length ?? 0) !== 1) return
  const middle = { x: (from.x + from.width + to.x) / 2, y: (bandMiddle(from) + bandMiddle(to)) / 2 }
  const side = Math.min(LARGEST_MATRIX, to.x - from.x - from.width - 24)
  if (side < 24) return
  const [width, height] = [side, Math.max(12, side * Math.min(1, matrix.rows / matrix.columns))]
  const box = { x: middle.x - width / 2, y: middle.y - height - BESIDE_NUMBER, width, height }
  const pixels = (context.getTransform().a * width) / matrix.columns
  drawHeat(context, colours, { ...matrix, box, hatch: pixels < LEAST_HATCHED ? 'none' : 'cells' })
}

function bandMiddle({ units, folded }: Card): number {
  const first = units[0]?.y ?? 0
  const last = units.at(-1)?.y ?? 0
  return (first + last + (folded > 0 ? 22 : 0)) / 2
}

/** An activation as it fits into its unit. */
function unitText(value: number): string {
  if (Number.isNaN(value)) return '–'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  if (Math.abs(value) >= 1000) return value.toExponential(0).replace('-', '−').replace('+', '')
  const decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toFixed(decimals).replace('-', '−')
}

const isChosenUnit = (chosen: ParameterPlace | null, card: Card, unit: number): boolean =>
  chosen?.layer === card.layer.id && chosen.input === null && chosen.unit === unit

/** What a unit shows instead of its activation: the plane of its answers, or its weights as an image; null where neither is known. */
function heatOf(
  { mode, planes, images }: Picture,
  { layer, size: units }: Card,
  unit: number,
): Omit<Heat, 'box'> | null {
  if (mode !== 'planes') return null
  const image = images?.[layer.id]?.[unit]
  if (image) return { ...image, hatch: 'cells' }
  const values = planes?.values[layer.id]
  if (!planes || values?.length !== units * planes.size ** 2) return null
  const { size } = planes
  return {
    rows: size,
    columns: size,
    values: values.subarray(unit * size * size, (unit + 1) * size * size),
    hatch: 'lines',
  }
}

function drawUnits(context: Context, picture: Picture, colours: Colours, card: Card): void {
  const values = picture.activations?.[card.layer.id]
  const known = values?.length === card.size ? values : undefined
  let most = 1
  for (const value of known ?? []) if (Number.isFinite(value)) most = Math.max(most, Math.abs(value))
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  card.units.forEach(({ x, y }, unit) => {
    if (isChosenUnit(picture.chosen, card, unit)) {
      context.beginPath()
      context.arc(x, y, card.radius + 4, 0, 2 * Math.PI)
      context.fillStyle = faded(colours.accent, 0.4)
      context.fill()
    }
    const heat = heatOf(picture, card, unit)
    if (heat) {
      const side = 2 * card.radius
      const box = { x: x - card.radius, y: y - card.radius, width: side, height: side }
      return drawHeat(context, colours, { ...heat, box })
    }
    const value = known?.[unit] ?? 0
    const size = sizeOf(value, most)
    const share = 0.78 * size
    context.beginPath()
    context.arc(x, y, card.radius, 0, 2 * Math.PI)
    const tone = mixed(value < 0 ? colours.negative : colours.positive, colours.raised, share)
    context.fillStyle = tone
    context.fill()
    context.lineWidth = 1
    context.strokeStyle = colours.control
    context.stroke()
    context.fillStyle = legibleOn(tone, [colours.text, colours.surface])
    if (picture.mode === 'activations' && known && card.radius > 10) {
      context.font = `600 ${card.radius > 14 ? 11 : 8.5}px system-ui, sans-serif`
      context.fillText(unitText(value), x, y + 0.5)
    } else if (value < 0 && size > 0.08) context.fillRect(x - 3.5, y - 0.75, 7, 1.5)
  })
}

/** Wires first, units on top: one picture of what is in view of the network, in its own coordinates. */
export function drawNetwork(context: Context, picture: Picture, colours: Colours): void {
  const { cards, detours, connections, view } = picture
  for (const wire of wiresOf(cards, detours, connections)) {
    if (view && !touches(view, wireBox(wire))) continue
    const { from, to, detour } = wire
    if (detour) drawDetour(context, colours, detour)
    else if (to.layer.kind !== 'dense' || from.units.length === 0)
      drawLinks(context, colours, { from, to, bend: bendOf(cards, from, to) })
    else if (from.folded > 0 || to.folded > 0) drawBand(context, picture, colours, from, to)
    else drawWires(context, picture, colours, from, to)
  }
  for (const card of view ? cardsIn(cards, view) : cards) drawUnits(context, picture, colours, card)
}

const touches = (one: Box, other: Box): boolean =>
  one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top
