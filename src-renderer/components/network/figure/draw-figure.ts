import { type EncodedShape } from '@shared/document/encoding'
import { type ProjectDocument } from '@shared/document/schema'
import { type Shapes } from '@shared/document/shapes'
import { type FigureChoices } from '../../../stores/figure'
import { wholeNumber } from '../../ui/numbers'
import { cardsOf } from '../geometry'
import { type Column, columnsOf, DETAIL_SIZE, LINE_HEIGHT, NAME_SIZE, textTop } from './columns'
import { columnText } from './column-text'
import { LEGEND_HEIGHT, LEGEND_WIDTH, legendAt } from './legend'
import { type Palette } from './palette'
import { element, escaped, plateAt, rounded, shortened, textAt, widthOf } from './svg'
import { fitting, type Weights } from '../weight-reader'
import { canCarryValues, drawWires, valueInWords } from './wires'

export interface FigureScene {
  readonly document: ProjectDocument
  readonly shapes: Shapes
  readonly encoded: EncodedShape
  /** Of the run; null: not known, or too many to be shown. */
  readonly weights: Weights
  readonly choices: FigureChoices
  readonly palette: Palette
}

export interface Figure {
  readonly svg: string
  readonly width: number
  readonly height: number
  /** What of the choices the network lets be seen. */
  readonly shows: { readonly weights: boolean; readonly values: boolean; readonly columns: boolean }
}

const MARGIN = 20
const UNIT_LABEL = { size: 11, gap: 8, width: 150 } as const

/**
 * The network as one self-contained SVG: columns of units, boxes for layers that pass numbers on, connections as lines.
 * It refers to nothing outside, names only the generic font sans-serif, and nothing in it is half transparent. Units,
 * boxes and numbers are filled even where the background is left out: lines end behind them.
 */
export function drawFigure(scene: FigureScene): Figure {
  const { document, shapes, encoded, weights, choices, palette } = scene
  const { connections } = document.network
  const cards = cardsOf(document, shapes, encoded)
  const columns = columnsOf(cards, (card) => columnText(card, shapes, choices))
  const wires = drawWires({ columns, connections, shapes, weights, choices, palette })
  const legend = choices.legend && choices.weights === 'magnitude' && wires.weighted

  const box = boundsOf(columns, wires.top, choices)
  const legendTop = box.bottom + 16
  const width = Math.ceil(Math.max(box.right - box.left, legend ? LEGEND_WIDTH : 0) + 2 * MARGIN)
  const height = Math.ceil((legend ? legendTop + LEGEND_HEIGHT : box.bottom) - box.top + 2 * MARGIN)
  const middle = (box.left + box.right) / 2
  const shift = `translate(${rounded(width / 2 - middle)} ${rounded(MARGIN - box.top)})`

  const title = `${document.name}: a neural network of ${cards.length} ${cards.length === 1 ? 'layer' : 'layers'}`
  const size = { width, height, viewBox: `0 0 ${width} ${height}` }
  const svg = element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', ...size, role: 'img', 'font-family': 'sans-serif' },
    [
      element('title', {}, [escaped(title)]),
      ...(choices.transparent
        ? []
        : [element('rect', { class: 'background', width, height, fill: palette.background })]),
      element('g', { transform: shift }, [
        element('g', { class: 'connections' }, wires.lines),
        ...columns.map((column) => drawColumn(scene, columns, column)),
        ...wires.values,
        ...(legend ? [legendAt(palette, middle, legendTop)] : []),
      ]),
    ],
  )
  const shows = {
    weights: columns.some(({ card }) => fitting(weights, shapes, card) !== null),
    values: canCarryValues(columns, connections),
    columns: columns.some(({ units }) => units.some(({ label }) => label !== '')),
  }
  return { svg: `${svg}\n`, width, height, shows }
}

interface Bounds {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** All that is drawn, texts by their estimated widths. */
function boundsOf(columns: readonly Column[], lane: number, { columns: named, values }: FigureChoices): Bounds {
  if (columns.length === 0) return { left: 0, right: 0, top: 0, bottom: 0 }
  const beside = ({ units }: Column): number =>
    named ? Math.max(0, ...units.map(({ label }) => labelWidth(label))) : 0
  const across = columns.map((column) => {
    const { x, card } = column
    const { name, detail } = column.text
    const texts = [...name.map((line) => widthOf(line, NAME_SIZE, true)), widthOf(detail, DETAIL_SIZE)]
    const half = Math.max(...texts) / 2
    return {
      left: Math.min(x - half, column.left - (card.role === 'input' ? beside(column) : 0)),
      right: Math.max(x + half, column.right + (card.role === 'output' ? beside(column) : 0)),
    }
  })
  return {
    left: Math.min(...across.map(({ left }) => left)),
    right: Math.max(...across.map(({ right }) => right)),
    top: Math.min(lane, ...columns.map(({ top }) => top)),
    bottom: Math.max(...columns.map((column) => textBottom(columns, column, values))),
  }
}

const labelWidth = (label: string): number =>
  label === '' ? 0 : UNIT_LABEL.gap + Math.min(UNIT_LABEL.width, widthOf(label, UNIT_LABEL.size))

function textBottom(columns: readonly Column[], column: Column, biases: boolean): number {
  const { name, detail } = column.text
  const rows = name.length + (detail === '' ? 0 : 1)
  if (column.units.length === 0 || rows === 0) return column.bottom
  return textTop(columns, column, biases) + rows * LINE_HEIGHT
}

function drawColumn(scene: FigureScene, columns: readonly Column[], column: Column): string {
  const { name, detail } = column.text
  const isBox = column.units.length === 0
  const rows = [...name, ...(detail === '' ? [] : [detail])]
  const top = isBox ? column.y - (rows.length * LINE_HEIGHT) / 2 : textTop(columns, column, scene.choices.values)
  const texts = rows.map((row, index) => {
    const y = top + (index + 0.5) * LINE_HEIGHT
    const { text, muted } = scene.palette
    return index < name.length
      ? textAt(column.x, y, row, { size: NAME_SIZE, bold: true, fill: text })
      : textAt(column.x, y, row, { size: DETAIL_SIZE, fill: muted })
  })
  const drawn = isBox ? [drawBox(scene, column)] : drawUnits(scene, column)
  return element('g', { class: isBox ? 'box' : 'units' }, [
    element('title', {}, [escaped(column.card.layer.name)]),
    ...drawn,
    ...texts,
  ])
}

function drawBox({ palette }: FigureScene, { left, top, right, bottom }: Column): string {
  const place = { x: left, y: top, width: right - left, height: bottom - top, rx: 6 }
  return element('rect', { ...place, fill: palette.background, stroke: palette.outline, 'stroke-width': 1.2 })
}

function drawUnits(scene: FigureScene, column: Column): string[] {
  const { palette, choices, weights, shapes } = scene
  const { card, radius, ellipsis } = column
  const biases = choices.values && column.units.length <= 8 ? fitting(weights, shapes, card)?.biases : undefined
  const drawn = column.units.flatMap(({ x, y, index, label }) => {
    const circle = element('circle', {
      cx: x,
      cy: y,
      r: radius,
      fill: palette.background,
      stroke: palette.outline,
      'stroke-width': 1.2,
    })
    const shown = choices.columns && label !== '' ? [unitLabel(palette, column, label, y)] : []
    const bias = biases?.[biases.length === 1 ? 0 : index]
    if (bias === undefined) return [circle, ...shown]
    const [below, text] = [y + radius + 8, `b = ${valueInWords(bias)}`]
    const plate = plateAt(x, below, text, { size: 9, fill: palette.background })
    return [circle, ...shown, plate, textAt(x, below, text, { size: 9, fill: palette.muted })]
  })
  if (!ellipsis) return drawn
  const dots = [-6, 0, 6].map((by) =>
    element('circle', { cx: ellipsis.x, cy: ellipsis.y + by, r: 1.8, fill: palette.text }),
  )
  const title = element('title', {}, [`${wholeNumber(card.folded)} more units`])
  return [...drawn, element('g', { class: 'ellipsis' }, [title, ...dots])]
}

function unitLabel({ muted }: Palette, { card, left, right }: Column, label: string, y: number): string {
  const { size, gap, width } = UNIT_LABEL
  const isInput = card.role === 'input'
  const place = isInput ? left - gap : right + gap
  return textAt(place, y, shortened(label, size, width), { size, fill: muted, anchor: isInput ? 'end' : 'start' })
}
