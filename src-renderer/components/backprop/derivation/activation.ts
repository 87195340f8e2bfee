import { activations } from '@shared/catalog/activations'
import { texTerm } from '../../ui/digits'
import { folded } from '../tex'
import { stepId } from '../steps'
import { activationsInNumbers, lettersOf } from './activations-in-numbers'
import { type Equation, type EquationLine } from './equation'
import { aOf, derivativeOf, index, numbersIn, resultIn, symbolIn, zOf } from './quantities'
import { type Reading, subject } from './reading'
import { MOST_TERMS } from './sums'
import { marked } from './term'

/** a = sigma(z); nothing for a layer without an activation. */
export function activationEquations(reading: Reading): Equation[] {
  const { layer, form } = reading
  const { activation } = layer
  if (activation === null) return []
  const shared = activation === 'softmax' ? 'Softmax divides by the sum over all units of the layer.' : ''
  return [
    {
      id: 'activation',
      step: stepId('a', layer.number),
      layer: layer.id,
      heading: `Forward: activation of ${subject(reading)} (${activations[activation].label})`,
      mark: '',
      lines: [form === 'scalar' ? scalarLine(reading) : blockLine(reading)],
      note: shared || (lettersOf[activation] ?? ''),
    },
  ]
}

function blockLine(reading: Reading): EquationLine {
  const { layer } = reading
  const [z, a] = [zOf(layer), aOf(layer)]
  const formula = layer.activation === null ? '' : activations[layer.activation].formula
  return {
    symbols: `${formula}, \\quad ${symbolIn(reading, a)} = \\sigma(${symbolIn(reading, z)})`,
    numbers: [`= \\sigma\\left( ${numbersIn(reading, z)} \\right)`],
    result: resultIn(reading, a),
  }
}

function scalarLine(reading: Reading): EquationLine {
  const { layer, unit, sample } = reading
  const [z, a] = [zOf(layer), aOf(layer)]
  const value = layer.z?.[sample]?.[unit] ?? Number.NaN
  const written = (tex: string): string =>
    layer.activation === null ? tex : activationsInNumbers[layer.activation].value(tex, value)
  return {
    symbols: `${symbolIn(reading, a)} = \\sigma(${symbolIn(reading, z)}) = ${written(symbolIn(reading, z))}`,
    numbers: [layer.activation === 'softmax' ? share(reading) : `= ${written(numbersIn(reading, z))}`],
    result: resultIn(reading, a),
  }
}

/** e^(z_j) over the sum of all of the layer. */
function share(reading: Reading): string {
  const { layer, unit, sample } = reading
  const z = zOf(layer)
  const { shown, more } = folded(layer.z?.[sample] ?? [], MOST_TERMS)
  const powers = shown.map((_, each) => `e^{${numbersIn(reading, z, { unit: each, alone: true })}}`)
  const sum = [...powers, ...(more > 0 ? [`\\text{… ${more} more}`] : [])].join(' + ')
  return `= \\frac{e^{${numbersIn(reading, z, { unit, alone: true })}}}{${sum}}`
}

/** The slope of the activation at a unit's z, from its formula; none for softmax, whose slope is a matrix. */
export function slopeLine(reading: Reading): EquationLine[] {
  const { layer, unit, sample, form } = reading
  const slope = layer.activation === null ? null : activationsInNumbers[layer.activation].slope
  if (form !== 'scalar' || !slope) return []
  const [z, a, derivative] = [zOf(layer), aOf(layer), derivativeOf(layer)]
  const value = layer.z?.[sample]?.[unit] ?? Number.NaN
  return [
    {
      symbols: `${symbolIn(reading, derivative)} = ${slope(symbolIn(reading, z), symbolIn(reading, a), value)}`,
      numbers: [`= ${slope(numbersIn(reading, z), numbersIn(reading, a), value)}`],
      result: resultIn(reading, derivative),
    },
  ]
}

/** What softmax multiplies dC/da_j by on its way to delta_k: da_j/dz_k = a_j ([j = k] - a_k). */
export const jacobianEntry = (a: readonly number[], j: number, k: number): number =>
  (a[j] ?? 0) * ((j === k ? 1 : 0) - (a[k] ?? 0))

/** The same, taken apart, with numbers. */
export const jacobianFactors = (reading: Reading, j: number, k: number): string => {
  const a = aOf(reading.layer)
  return `${numbersIn(reading, a, { unit: j })} \\left( ${j === k ? 1 : 0} - ${numbersIn(reading, a, { unit: k })} \\right)`
}

/** The same in symbols. */
export const jacobianSymbol = ({ layer }: Reading, j: number, k: number): string => {
  const mark = (unit: number): string => marked(aOf(layer).place(unit), `a^{${layer.number}}_{${index(unit)}}`)
  return `${mark(j)} \\left( ${j === k ? texTerm(1) : 0} - ${mark(k)} \\right)`
}
