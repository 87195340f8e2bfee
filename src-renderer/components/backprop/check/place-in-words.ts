import { type GradientMatrices, type GradientPlace } from '@shared/inspection/gradient-matrix'
import { type BatchTrace } from '@shared/inspection/step-trace'
import { enteringUnits, type UnitNames } from '../unit-names'
import { matrixOf, parameterPlace } from './error-grid'

interface Context {
  readonly result: GradientMatrices | null
  readonly trace: BatchTrace | null
  readonly names: UnitNames
}

/** "weight from h1 to o1", "bias of o1". */
export function placeInWords(place: GradientPlace, { result, trace, names }: Context): string {
  const matrix = result === null ? undefined : matrixOf(result, place.layer)
  const { layer, unit, input } = parameterPlace(place, matrix)
  const own = trace?.layers.find(({ id }) => id === layer)
  const to = names.unit(layer, unit)
  if (own && own.kind !== 'dense') return `${input === null ? 'shift' : 'scale'} of ${to}`
  if (input === null)
    return own?.parameters?.biases.length === 1 && own.units > 1 ? `bias of ${names.layer(layer)}` : `bias of ${to}`
  const entering = enteringUnits(trace, layer)[input]
  return `weight from ${entering ? names.unit(entering.layer, entering.unit) : `input ${input + 1}`} to ${to}`
}
