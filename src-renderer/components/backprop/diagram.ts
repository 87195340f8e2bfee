import { digits } from '../ui/digits'
import { type Heading, headingOf, shownName, textWidth } from './node-text'
import { MOST_UNITS } from './tex'
import { isTraced, type ShownLayer, type TraceView } from './trace-view'

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

/** Beside a unit of the output layer: "versicolor", "target 1". */
export const targetText = (target: number, significant: number): string => `target ${digits(target, significant)}`

/** Room to the left of the input layer and to the right of the output layer, so that no name is cut off. */
function marginsOf(view: TraceView, roomy: boolean): { left: number; right: number } {
  const { radius, margin } = roomy ? sizes.roomy : sizes.compact
  const inputs = view.input.unitNames.slice(0, MOST_UNITS).map(shownName)
  const outputs = view.output.unitNames.slice(0, MOST_UNITS).map(shownName)
  const targets = view.trace.target.slice(0, MOST_UNITS).map((target) => targetText(target, roomy ? 4 : 3))
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(textWidth))
  // With much room the texts stand above the units, in the middle, and a target follows the name of its output.
  const [left, right] = roomy
    ? [widest(inputs) / 2, widest(outputs.map((name, unit) => `${name} ${targets[unit] ?? ''}`)) / 2]
    : [radius + BESIDE + widest(inputs), radius + BESIDE + widest([...outputs, ...targets])]
  return { left: Math.max(margin, Math.ceil(left) + RIM), right: Math.max(margin, Math.ceil(right) + RIM) }
}

/** Places of the units and of the weights between them; of large layers the first units. */
export function diagramOf(view: TraceView): Diagram {
  const all = [
    {
      id: view.input.id,
      name: view.input.name,
      detail: 'input',
      names: view.input.unitNames,
      units: view.input.a.length,
    },
    ...view.all.map((layer) => ({
      id: layer.id,
      name: layer.name,
      detail: detailOf(layer),
      names: layer.unitNames,
      units: layer.units,
    })),
  ]
  const tallest = Math.min(MOST_UNITS, Math.max(...all.map(({ units }) => units)))
  const roomy = tallest <= ROOMY_UNITS
  const { radius, row, column, foot } = roomy ? sizes.roomy : sizes.compact
  const { left, right } = marginsOf(view, roomy)
  const height = TOP + tallest * row + (roomy ? 0 : foot)
  const columns = all.map(({ id, name, detail, names, units }, layer): DiagramColumn => {
    const shown = Math.min(MOST_UNITS, units)
    const x = left + layer * column
    const first = TOP + ((tallest - shown) * row) / 2 + row / 2
    return {
      layer,
      id,
      name,
      heading: headingOf(name, column),
      detail,
      x,
      more: units - shown,
      units: Array.from({ length: shown }, (_, unit) => ({
        layer,
        unit,
        name: names[unit] ?? String(unit + 1),
        x,
        y: first + unit * row,
      })),
    }
  })
  const width = left + right + (all.length - 1) * column
  return { width, height, radius, roomy, columns, edges: edgesOf(view, columns), links: linksOf(view, columns) }
}

function detailOf({ activation, sources }: ShownLayer): string {
  return sources.length === 0 ? 'input' : (activation ?? '')
}

/** Into layers without weights: unit to unit, where the source has as many units or is joined with others. */
function linksOf(view: TraceView, columns: readonly DiagramColumn[]): DiagramLink[] {
  return view.all
    .filter((layer) => !isTraced(layer))
    .flatMap(({ number, units, sources }) =>
      sources.flatMap((source) =>
        (columns[source.number]?.units ?? []).flatMap((from) => {
          const place = source.units === units ? from.unit : source.offset + from.unit
          const to = columns[number]?.units[place]
          return to ? [{ key: `${source.number}.${from.unit}-${number}.${place}`, from, to }] : []
        }),
      ),
    )
}

function edgesOf(view: TraceView, columns: readonly DiagramColumn[]): DiagramEdge[] {
  const edges = view.layers.flatMap(({ id, number, sources, weights, weightGradients }) =>
    sources.flatMap((source) =>
      (columns[number]?.units ?? []).flatMap((to) =>
        (columns[source.number]?.units ?? []).map((from) => {
          const place = source.offset + from.unit
          return {
            key: `${source.number}.${from.unit}-${number}.${to.unit}`,
            layer: id,
            unit: to.unit,
            input: place,
            from,
            to,
            weight: weights[to.unit]?.[place] ?? 0,
            gradient: weightGradients[to.unit]?.[place] ?? 0,
          }
        }),
      ),
    ),
  )
  const largest = edges.reduce((most, { weight }) => Math.max(most, Math.abs(weight)), 0)
  return edges.map((edge) => ({ ...edge, strength: largest === 0 ? 0 : Math.abs(edge.weight) / largest }))
}
