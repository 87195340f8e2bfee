import { unitPitch } from '@shared/document/layout'
import { type Card, type Point } from '../geometry'
import { lines, widthOf } from './svg'

export interface FigureUnit extends Point {
  /** Its place among all units of the layer. */
  readonly index: number
  /** Its name in the data; empty where it has none. */
  readonly label: string
}

/** A layer of the figure: a column of units, or a box where a layer passes numbers on. */
export interface Column {
  readonly card: Card
  readonly x: number
  /** The middle. */
  readonly y: number
  /** None: a box. */
  readonly units: readonly FigureUnit[]
  readonly radius: number
  /** Between the first and the last units of a folded layer. */
  readonly ellipsis: Point | null
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  /** Its texts: in a box, or below a column of units. */
  readonly text: ColumnText
}

export interface ColumnText {
  /** Of the layer's name, on one line or two; none where names are not wanted. */
  readonly name: readonly string[]
  readonly detail: string
}

export const NAME_SIZE = 12
export const DETAIL_SIZE = 11
export const LINE_HEIGHT = 16
/** No label is wider: columns stand closer nowhere. */
export const LABEL_WIDTH = 152

/** From the left of a card to its units, so that columns of an arranged network stand at even distances. */
const UNITS_AT = 68
const BOX = { padding: 12, narrowest: 72 } as const
const WIDEST_PITCH = 48
const ROOMY = { pitch: 88, radius: 18 } as const

/** From one unit to the next, the same in the whole figure: as wide as the longest column lets it be. */
function pitchOf(cards: readonly Card[]): number {
  const most = Math.max(1, ...cards.map(({ units }) => units.length))
  const pitch = unitPitch(most)
  return pitch === ROOMY.pitch ? pitch : Math.min(WIDEST_PITCH, pitch)
}

function radiusOf(pitch: number): number {
  if (pitch === ROOMY.pitch) return ROOMY.radius
  return pitch < 40 ? 10 : 14
}

/** Where the layers of a figure stand: in the places of their cards, each as units in a column or as a box. */
export function columnsOf(cards: readonly Card[], textOf: (card: Card) => ColumnText): Column[] {
  const pitch = pitchOf(cards)
  return cards.map((card) => (card.units.length > 0 ? unitColumn(card, pitch, textOf(card)) : box(card, textOf(card))))
}

function unitColumn(card: Card, pitch: number, text: ColumnText): Column {
  const x = card.x + UNITS_AT
  const y = card.y + card.height / 2
  const shown = card.units.length
  const head = card.folded > 0 ? Math.ceil(shown / 2) : shown
  const places = shown + (card.folded > 0 ? 1 : 0)
  const at = (place: number): number => y + (place - (places - 1) / 2) * pitch
  const units = Array.from({ length: shown }, (_, unit): FigureUnit => {
    const behind = unit >= head
    // Names in the data stand beside units only where all of them do.
    const label = card.folded > 0 ? '' : (card.labels[unit] ?? '')
    return { x, y: at(behind ? unit + 1 : unit), index: behind ? unit + card.folded : unit, label }
  })
  const radius = radiusOf(pitch)
  const reach = ((places - 1) / 2) * pitch + radius
  const ellipsis = card.folded > 0 ? { x, y: at(head) } : null
  const sides = { left: x - radius, right: x + radius, top: y - reach, bottom: y + reach }
  return { card, x, y, units, radius, ellipsis, ...sides, text }
}

function box(card: Card, text: ColumnText): Column {
  const x = card.x + card.width / 2
  const y = card.y + card.height / 2
  const widths = [...text.name.map((line) => widthOf(line, NAME_SIZE, true)), widthOf(text.detail, DETAIL_SIZE)]
  const half = Math.min(LABEL_WIDTH + 2 * BOX.padding, Math.max(BOX.narrowest, ...widths) + 2 * BOX.padding) / 2
  const rows = text.name.length + (text.detail === '' ? 0 : 1)
  const reach = (rows * LINE_HEIGHT) / 2 + BOX.padding
  const sides = { left: x - half, right: x + half, top: y - reach, bottom: y + reach }
  return { card, x, y, units: [], radius: 0, ellipsis: null, ...sides, text }
}

/** From the lowest unit of a row to the texts below it; more where its bias stands between. */
const TEXT_GAP = { usual: 10, bias: 22 } as const

/** Where the texts below a column of units begin: at one height for all columns of a row. */
export function textTop(columns: readonly Column[], { y }: Column, biases: boolean): number {
  const row = columns.filter((column) => column.units.length > 0 && Math.abs(column.y - y) < 1)
  return Math.max(...row.map(({ bottom }) => bottom)) + (biases ? TEXT_GAP.bias : TEXT_GAP.usual)
}

export const nameLines = (name: string): string[] => lines(name, NAME_SIZE, LABEL_WIDTH)
