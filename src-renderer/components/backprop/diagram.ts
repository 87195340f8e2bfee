import { digits } from '../ui/digits'
import { isDense, type NetworkView, type ShownLayer } from './derivation/network-view'
import { type Heading, headingOf, shownName, textWidth } from './node-text'
import { MOST_UNITS } from './tex'

/** One unit in the picture. */
export interface DiagramUnit {
  readonly layer: number
  readonly unit: number
  readonly name: string
  readonly x: number
  readonly y: number
}

export interface DiagramEdge {
  readonly key: string
  /** Of the layer that it leads into: its id, and the place of the weight in its matrix. */
  readonly layer: string
  readonly unit: number
  readonly input: number
  readonly from: DiagramUnit
  readonly to: DiagramUnit
  /** The line as SVG draws it. */
  readonly path: string
  readonly weight: number
  readonly gradient: number
  /** Share of the largest weight of the network, 0 to 1. */
  readonly strength: number
}

/** A number that is handed on, without a weight. */
export interface DiagramLink {
  readonly key: string
  readonly from: DiagramUnit
  readonly to: DiagramUnit
  readonly path: string
}

export interface DiagramColumn {
  readonly layer: number
  readonly id: string
  readonly name: string
  /** The name as it fits above the column. */
  readonly heading: Heading
  readonly detail: string
  readonly x: number
  readonly units: readonly DiagramUnit[]
  readonly more: number
}

export interface Diagram {
  readonly width: number
  readonly height: number
  readonly radius: number
  /** There is room for z and for the numbers of all weights. */
  readonly roomy: boolean
  readonly columns: readonly DiagramColumn[]
  readonly edges: readonly DiagramEdge[]
  readonly links: readonly DiagramLink[]
}

const ROOMY_UNITS = 4
const TOP = 56

const sizes = {
  roomy: { radius: 28, row: 136, column: 192, margin: 72, foot: 72 },
  compact: { radius: 20, row: 68, column: 132, margin: 72, foot: 40 },
} as const

/** From a unit's edge to the text beside it, and from there to the edge of the picture. */
export const BESIDE = 8
const RIM = 6
/** From a unit's edge to a line that passes it. */
const BOW = 12

/** Beside a unit of the output layer: "versicolor", "target 1". */
export const targetText = (target: number, significant: number): string => `target ${digits(target, significant)}`

/** Room to the left of the input layer and to the right of the output layer, so that no name is cut off. */
function marginsOf({ layers, output, trace }: NetworkView, { roomy, sample }: { roomy: boolean; sample: number }) {
  const { radius, margin } = roomy ? sizes.roomy : sizes.compact
  const inputs = (layers[0]?.unitNames ?? []).slice(0, MOST_UNITS).map(shownName)
  const outputs = output.unitNames.slice(0, MOST_UNITS).map(shownName)
  const targets = (trace.y[sample] ?? []).slice(0, MOST_UNITS).map((target) => targetText(target, roomy ? 4 : 3))
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(textWidth))
  // With much room the texts stand above the units, in the middle, and a target follows the name of its output.
  const [left, right] = roomy
    ? [widest(inputs) / 2, widest(outputs.map((name, unit) => `${name} ${targets[unit] ?? ''}`)) / 2]
    : [radius + BESIDE + widest(inputs), radius + BESIDE + widest([...outputs, ...targets])]
  return { left: Math.max(margin, Math.ceil(left) + RIM), right: Math.max(margin, Math.ceil(right) + RIM) }
}

/** Places of the units and of the weights between them, with the targets of a sample; of large layers the first units. */
export function diagramOf(view: NetworkView, sample: number): Diagram {
  const { layers } = view
  const tallest = Math.min(MOST_UNITS, Math.max(...layers.map(({ units }) => units)))
  const roomy = tallest <= ROOMY_UNITS
  const { radius, row, column, foot } = roomy ? sizes.roomy : sizes.compact
  const { left, right } = marginsOf(view, { roomy, sample })
  const height = TOP + tallest * row + (roomy ? 0 : foot)
  const columns = layers.map((each, layer): DiagramColumn => {
    const { id, name, unitNames, units } = each
    const shown = Math.min(MOST_UNITS, units)
    const x = left + layer * column
    const first = TOP + ((tallest - shown) * row) / 2 + row / 2
    return {
      layer,
      id,
      name,
      heading: headingOf(name, column),
      detail: detailOf(each),
      x,
      more: units - shown,
      units: Array.from({ length: shown }, (_, unit) => ({
        layer,
        unit,
        name: unitNames[unit] ?? String(unit + 1),
        x,
        y: first + unit * row,
      })),
    }
  })
  const width = left + right + (layers.length - 1) * column
  return {
    width,
    height,
    radius,
    roomy,
    columns,
    edges: edgesOf(view, columns, radius),
    links: linksOf(view, columns, radius),
  }
}

function detailOf({ kind, activation }: ShownLayer): string {
  switch (kind) {
    case 'dense':
    case 'activation':
      return activation ?? ''
    case 'batch-normalization':
    case 'layer-normalization':
      return 'normalization'
    case 'input':
    case 'dropout':
    case 'flatten':
    case 'add':
    case 'concatenate':
      return kind
  }
}

/** How far a line that passes columns bows out, so that it runs between their units and not behind them. */
export function bowOf(from: DiagramUnit, to: DiagramUnit, radius: number): number {
  return Math.abs(to.layer - from.layer) > 1 ? radius + BOW : 0
}

function pathOf(from: DiagramUnit, to: DiagramUnit, radius: number): string {
  const bow = bowOf(from, to, radius)
  if (bow === 0) return `M ${from.x} ${from.y} L ${to.x} ${to.y}`
  // The middle of the curve is half as far out as the point that pulls it.
  const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2 - 2 * bow]
  return `M ${from.x} ${from.y} Q ${x} ${y} ${to.x} ${to.y}`
}

/** Into layers without weights: unit to unit, or behind each other where they are joined. */
function linksOf({ layers }: NetworkView, columns: readonly DiagramColumn[], radius: number): DiagramLink[] {
  return layers
    .filter((layer) => !isDense(layer))
    .flatMap(({ number, kind, from: sources }) =>
      sources.flatMap((source) =>
        (columns[source.number]?.units ?? []).flatMap((from) => {
          const place = kind === 'concatenate' ? source.start + from.unit : from.unit
          const to = columns[number]?.units[place]
          return to
            ? [{ key: `${source.number}.${from.unit}-${number}.${place}`, from, to, path: pathOf(from, to, radius) }]
            : []
        }),
      ),
    )
}

function edgesOf({ layers }: NetworkView, columns: readonly DiagramColumn[], radius: number): DiagramEdge[] {
  const edges = layers.filter(isDense).flatMap(({ id, number, from: sources, parameters, gradients }) =>
    sources.flatMap((source) =>
      (columns[number]?.units ?? []).flatMap((to) =>
        (columns[source.number]?.units ?? []).map((from) => {
          const input = source.start + from.unit
          return {
            key: `${source.number}.${from.unit}-${number}.${to.unit}`,
            layer: id,
            unit: to.unit,
            input,
            from,
            to,
            path: pathOf(from, to, radius),
            weight: parameters?.weights[to.unit]?.[input] ?? 0,
            gradient: gradients?.weights[to.unit]?.[input] ?? 0,
          }
        }),
      ),
    ),
  )
  const largest = edges.reduce((most, { weight }) => Math.max(most, Math.abs(weight)), 0)
  return edges.map((edge) => ({ ...edge, strength: largest === 0 ? 0 : Math.abs(edge.weight) / largest }))
}
