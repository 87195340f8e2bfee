import { type TermPlace } from '../../stores/study'
import { layerById, isDense, type NetworkView, originOf, type ShownLayer } from './derivation/network-view'

/** Whether a term is a number of a line between two units; scale and shift of a normalization are numbers of a unit. */
const isLine = ({ what, input }: TermPlace, layer: ShownLayer): boolean =>
  isDense(layer) &&
  (what === 'weight' || what === 'weightGradient' || what === 'newWeight' || (what === 'updateTerm' && input !== null))

/** Whether what is pointed at is, or belongs to, a unit of the drawing. The loss belongs to all outputs. */
export function pointsAtUnit(
  { output }: NetworkView,
  place: TermPlace | null,
  { layer, unit }: { layer: ShownLayer; unit: number },
): boolean {
  if (!place) return false
  if (place.what === 'loss') return layer.id === output.id
  return place.layer === layer.id && !isLine(place, layer) && (place.unit === null || place.unit === unit)
}

/** Whether what is pointed at is a line of the drawing, or all lines into its layer. */
export function pointsAtLine(
  view: NetworkView,
  place: TermPlace | null,
  line: { readonly layer: string; readonly unit: number; readonly input: number },
): boolean {
  const layer = layerById(view, line.layer)
  if (!place || !layer || place.layer !== line.layer || !isLine(place, layer)) return false
  return (place.unit === null || place.unit === line.unit) && (place.input === null || place.input === line.input)
}

const kinds: Readonly<Record<TermPlace['what'], string>> = {
  x: 'x',
  z: 'z',
  a: 'a',
  derivative: 'σ′(z)',
  gradientOfA: '∂C/∂a',
  delta: 'δ',
  weight: 'weight',
  bias: 'bias',
  weightGradient: 'weight gradient',
  biasGradient: 'bias gradient',
  newWeight: 'new weight',
  newBias: 'new bias',
  updateTerm: 'part of the update',
  target: 'target',
  loss: 'the cost',
}

/** What is pointed at in words: "weight from h2 to o1 of Output"; empty where it is nothing of this network. */
export function pointedWords(view: NetworkView, place: TermPlace | null): string {
  if (!place) return ''
  if (place.what === 'loss') return kinds.loss
  const layer = layerById(view, place.layer)
  if (!layer) return ''
  const what = kinds[place.what]
  const unit = place.unit === null ? null : (layer.unitNames[place.unit] ?? String(place.unit + 1))
  if (isLine(place, layer) && place.input !== null && unit !== null) {
    const from = originOf(view, layer, place.input)
    return `${what} from ${from?.layer.unitNames[from.unit] ?? place.input + 1} to ${unit} of ${layer.name}`
  }
  return unit === null ? `${what} of ${layer.name}` : `${what} of ${unit}, ${layer.name}`
}
