import { type TermPlace } from '../../../stores/study'
import { texTerm } from '../../ui/digits'
import { texMatrix, texVector } from '../tex'
import { type ShownLayer, sharesBias } from './network-view'
import { index, indices } from './quantities'
import { type Reading } from './reading'
import { marked } from './term'

type WeightKind = 'weight' | 'weightGradient' | 'newWeight'
type BiasKind = 'bias' | 'biasGradient' | 'newBias'

export const weightPlace = (what: WeightKind, layer: ShownLayer, unit: number | null, input: number | null): TermPlace => ({ what, layer: layer.id, unit, input }) // prettier-ignore
export const biasPlace = (what: BiasKind, layer: ShownLayer, unit: number | null): TermPlace => ({ what, layer: layer.id, unit, input: null }) // prettier-ignore

/** w^2_{11}, with a plus sign where the update has been made already. */
export const weightSymbol = ({ number }: ShownLayer, unit: number, input: number, updated = false): string =>
  `w^{${number}${updated ? '+' : ''}}_{${indices(unit, input)}}`

/** b^2_1, or b^2 where the units share it. */
export const biasSymbol = (layer: ShownLayer, unit: number, updated = false): string => {
  const symbol = `b^{${layer.number}${updated ? '+' : ''}}`
  return sharesBias(layer) ? symbol : `${symbol}_{${index(unit)}}`
}

/** The place of a unit's bias among the biases: its own, or the one that all share. */
export const biasAt = (layer: ShownLayer, unit: number): number => (sharesBias(layer) ? 0 : unit)

export const hasBiases = ({ parameters }: ShownLayer): boolean => (parameters?.biases.length ?? 0) > 0

interface WeightBlock {
  readonly layer: ShownLayer
  readonly what: WeightKind
  readonly values: readonly (readonly number[])[]
  /** Which weight stands where; absent: row = unit, column = input. */
  readonly placeAt?: (row: number, column: number) => { readonly unit: number; readonly input: number }
  readonly chosenRow?: number
}

/** A number of the shape of W or a part of it, every cell pointing at its line in the drawing. */
export function weightMatrix(
  { layer: chosen, unit: chosenUnit }: Reading,
  { layer, what, values, placeAt, chosenRow }: WeightBlock,
): string {
  return texMatrix(values, {
    chosenRow: chosenRow ?? (layer.id === chosen.id ? chosenUnit : null),
    mark: (tex, row, column) => {
      const { unit, input } = placeAt?.(row, column) ?? { unit: row, input: column }
      return marked(weightPlace(what, layer, unit, input), tex)
    },
  })
}

/** A number of the shape of b; of a shared bias a single number. */
export function biasVector(
  { layer: chosen, unit }: Reading,
  { layer, what, values }: { layer: ShownLayer; what: BiasKind; values: readonly number[] },
): string {
  if (sharesBias(layer)) return marked(biasPlace(what, layer, null), texTerm(values[0] ?? 0))
  return texVector(values, {
    chosenRow: layer.id === chosen.id ? unit : null,
    mark: (tex, row) => marked(biasPlace(what, layer, row), tex),
  })
}

/** The mark of a unit's bias: that of all units where they share it. */
export const ownBiasPlace = (what: BiasKind, layer: ShownLayer, unit: number): TermPlace =>
  biasPlace(what, layer, sharesBias(layer) ? null : unit)
