import { type CardBox, cardBoxes } from '@shared/document/card-boxes'
import { type EncodedShape } from '@shared/document/encoding'
import { CARD, unitPitch, unitsShown } from '@shared/document/layout'
import { type Connection, type Layer, type ProjectDocument } from '@shared/document/schema'
import { type Shapes } from '@shared/document/shapes'

export interface Point {
  readonly x: number
  readonly y: number
}

/** A layer's card in the coordinates of the canvas. */
export interface Card {
  readonly layer: Layer
  readonly role: 'input' | 'hidden' | 'output'
  /** Numbers that the layer gives; 0 where they are not known. */
  readonly size: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Middle of every unit that is shown; none on the small card of a layer that passes numbers on. */
  readonly units: readonly Point[]
  readonly radius: number
  /** Units beyond those shown; 0 where the layer is not folded. */
  readonly folded: number
  /** One per unit shown, where the data names them. */
  readonly labels: readonly string[]
}

/** Between a card's side and the units that stand beside it. */
const SIDE = 8

function unitOffset(role: Card['role'], width: number, radius: number): number {
  if (role === 'input') return width - radius - SIDE
  return role === 'output' ? radius + SIDE : width / 2
}

/** A network of few units has room for larger ones, with legible numbers in them. */
function radiusOf(pitch: number, roomy: boolean): number {
  if (roomy) return 18
  return pitch < 40 ? 10 : 14
}

/** How far from the card's side a unit's label begins. */
export const labelInset = ({ radius }: Card): number => SIDE + 2 * radius + 6

interface Facts {
  readonly box: CardBox
  readonly labels: readonly string[]
  readonly roomy: boolean
}

function cardOf(layer: Layer, { box: { showsUnits, ...box }, labels, roomy }: Facts): Card {
  if (!showsUnits) return { layer, ...box, units: [], radius: 0, folded: 0, labels: [] }
  const { x, y, role, size, width } = box
  const shown = unitsShown(size)
  const pitch = unitPitch(shown)
  const radius = radiusOf(pitch, roomy)
  const first = y + CARD.header + CARD.padding + pitch / 2
  const units = Array.from({ length: shown }, (_, index) => ({
    x: x + unitOffset(role, width, radius),
    y: first + index * pitch,
  }))
  return { layer, ...box, units, radius, folded: size - shown, labels: labels.slice(0, shown) }
}

/** Every layer's card, in the order of the document. */
export function cardsOf({ network }: ProjectDocument, shapes: Shapes, encoded: EncodedShape): Card[] {
  const boxes = cardBoxes(network, shapes)
  const sizes = [...boxes.values()]
  const roomy = sizes.every(({ size }) => size <= 3)
  const entering = sizes.reduce((sum, { role, size }) => sum + (role === 'input' ? size : 0), 0)
  let feature = 0
  return network.layers.flatMap((layer) => {
    const box = boxes.get(layer.id)
    if (!box) return []
    const { role, size } = box
    const columns =
      role === 'input' && entering === encoded.features.length
        ? encoded.features.slice(feature, feature + size)
        : role === 'output'
          ? encoded.targets
          : []
    if (role === 'input') feature += size
    const labels = columns.length === size ? columns.map(({ label }) => label) : []
    return [cardOf(layer, { box, labels, roomy })]
  })
}

export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export function boundsOf(cards: readonly Card[], detours: readonly Detour[] = []): Box | null {
  if (cards.length === 0) return null
  return {
    left: Math.min(...cards.map(({ x }) => x)),
    top: Math.min(...cards.map(({ y }) => y), ...detours.map(({ lane }) => lane)),
    right: Math.max(...cards.map(({ x, width }) => x + width)),
    bottom: Math.max(...cards.map(({ y, height }) => y + height)),
  }
}

/** Room above a card for the wires that lead over it. */
const LANE = 28
const LANE_STEP = 12

export interface Detour {
  readonly from: Card
  readonly to: Card
  /** Height at which the wire passes over the cards between. */
  readonly lane: number
}

/**
 * Connections that would run through other cards, as in a residual network: each is led above them in a lane of its
 * own. Between layers that show their units the wires go straight, weight by weight.
 */
export function detoursOf(cards: readonly Card[], connections: readonly Connection[]): Detour[] {
  const byId = new Map(cards.map((card) => [card.layer.id, card]))
  const found: Detour[] = []
  for (const connection of connections) {
    const from = byId.get(connection.from)
    const to = byId.get(connection.to)
    if (!from || !to || (from.units.length > 0 && to.units.length > 0)) continue
    if (bendOf(cards, from, to) !== null) continue
    const top = Math.min(...[from, to, ...between(cards, from, to)].map(({ y }) => y))
    found.push({ from, to, lane: top - LANE - LANE_STEP * found.length })
  }
  return found
}

export interface Bend {
  readonly from: number
  readonly to: number
}

/**
 * Between which x a wire from one layer to another changes its height, so that it runs through no card: anywhere, or
 * beside the first or the second where cards stand between; null where it would run through one all the same.
 */
export function bendOf(cards: readonly Card[], from: Card, to: Card): Bend | null {
  const [start, end] = [from.x + from.width, to.x]
  const obstacles = between(cards, from, to)
  if (obstacles.length === 0) return { from: start, to: end }
  if (!obstacles.some((card) => overlap(card, from)))
    return { from: Math.max(...obstacles.map(({ x, width }) => x + width)), to: end }
  if (!obstacles.some((card) => overlap(card, to))) return { from: start, to: Math.min(...obstacles.map(({ x }) => x)) }
  return null
}

const between = (cards: readonly Card[], from: Card, to: Card): Card[] =>
  cards.filter((card) => card.x > from.x + from.width && card.x + card.width < to.x)

/** Whether wires at the height of a layer's units, or of its middle, would touch a card. */
function overlap(card: Card, layer: Card): boolean {
  const heights = layer.units.length > 0 ? layer.units.map(({ y }) => y) : [middleOf(layer)]
  return Math.max(...heights) > card.y && Math.min(...heights) < card.y + card.height
}

export const middleOf = ({ y, height }: Card): number => y + height / 2

/** Where the units of each source begin among the numbers that enter a layer. */
export function inputOffsets(shapes: Shapes, id: string): ReadonlyMap<string, number> {
  const offsets = new Map<string, number>()
  let offset = 0
  for (const source of shapes.layers[id]?.sources ?? []) {
    offsets.set(source, offset)
    offset += shapes.layers[source]?.units ?? 0
  }
  return offsets
}
