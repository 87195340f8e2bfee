import { type EncodedShape } from '@shared/document/encoding'
import { type Layer, type ProjectDocument } from '@shared/document/schema'
import { type Shapes } from '@shared/document/shapes'

/** Layers up to this size show every unit; larger ones are folded to their first few. */
export const MOST_UNITS_SHOWN = 16
const UNITS_OF_A_FOLDED_LAYER = 6

const HEADER = 32
const FOOTER = 26
const PADDING = 6
const FOLD_LINE = 24
/** Half the height of a row of `arrange`: cards of one row share their middle line. */
const ROW_MIDDLE = 140

export interface Point {
  readonly x: number
  readonly y: number
}

/** A layer's card in the coordinates of the canvas. */
export interface Card {
  readonly layer: Layer
  readonly role: 'input' | 'hidden' | 'output'
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Middle of every unit that is shown. */
  readonly units: readonly Point[]
  readonly radius: number
  /** Units beyond those shown; 0 where the layer is not folded. */
  readonly folded: number
  /** One per unit shown, where the data names them. */
  readonly labels: readonly string[]
}

const WIDTHS = { input: 136, hidden: 134, output: 156 } as const

function pitchOf(shown: number): number {
  if (shown <= 3) return 88
  if (shown <= 6) return 54
  return shown <= 10 ? 43 : 30
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

function cardOf(layer: Layer, role: Card['role'], place: Point, labels: readonly string[], roomy: boolean): Card {
  const shown = layer.units <= MOST_UNITS_SHOWN ? layer.units : UNITS_OF_A_FOLDED_LAYER
  const folded = layer.units - shown
  const pitch = pitchOf(shown)
  const width = WIDTHS[role]
  const radius = radiusOf(pitch, roomy)
  const height = HEADER + 2 * PADDING + shown * pitch + (folded > 0 ? FOLD_LINE : 0) + FOOTER
  const { x } = place
  const y = place.y + ROW_MIDDLE - height / 2
  const first = y + HEADER + PADDING + pitch / 2
  const units = Array.from({ length: shown }, (_, index) => ({
    x: x + unitOffset(role, width, radius),
    y: first + index * pitch,
  }))
  return { layer, role, x, y, width, height, units, radius, folded, labels: labels.slice(0, shown) }
}

/** Every layer's card, in the order of the document. */
export function cardsOf({ network }: ProjectDocument, shapes: Shapes, encoded: EncodedShape): Card[] {
  const roomy = network.layers.every(({ units }) => units <= 3)
  return network.layers.map((layer, index) => {
    const role = layer.id === shapes.inputLayer ? 'input' : layer.id === shapes.outputLayer ? 'output' : 'hidden'
    const place = network.layout[layer.id] ?? { x: 40 + index * 272, y: 40 }
    const columns = role === 'input' ? encoded.features : role === 'output' ? encoded.targets : []
    const labels = columns.length === layer.units ? columns.map(({ label }) => label) : []
    return cardOf(layer, role, place, labels, roomy)
  })
}

export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export function boundsOf(cards: readonly Card[]): Box | null {
  if (cards.length === 0) return null
  return {
    left: Math.min(...cards.map(({ x }) => x)),
    top: Math.min(...cards.map(({ y }) => y)),
    right: Math.max(...cards.map(({ x, width }) => x + width)),
    bottom: Math.max(...cards.map(({ y, height }) => y + height)),
  }
}

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
