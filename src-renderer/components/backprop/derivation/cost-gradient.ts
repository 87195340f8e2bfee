import { texTerm } from '../../ui/digits'
import { stepId } from '../steps'
import { ofOutput } from './cost-reading'
import { type Equation, type EquationLine } from './equation'
import { lossesInNumbers } from './losses-in-numbers'
import { aOf, gradientOf, numbersIn, resultIn, symbolIn, targetOf } from './quantities'
import { type Reading, weightOf } from './reading'

/** dC/da of the outputs: where the way back begins. */
export function costGradient(given: Reading): Equation {
  const reading = ofOutput(given)
  const { view, form, unit, layer } = reading
  return {
    id: 'cost-gradient',
    step: stepId('delta', layer.number),
    layer: layer.id,
    heading: `Gradient of the cost with respect to ${form === 'scalar' ? `the output ${layer.unitNames[unit] ?? unit + 1}` : 'the outputs'}`,
    mark: '',
    lines: form === 'scalar' ? [outputLine(reading)] : blockLines(reading),
    note: view.trace.sampleWeights ? 'ω is the weight of the sample; all numbers on the way back carry it.' : '',
  }
}

/** The slope of a sample's cost, times its weight where it has one. */
const weighted = ({ view }: Reading, slope: string, weight: string): string =>
  view.trace.sampleWeights ? `${weight} \\left( ${slope} \\right)` : slope

function outputLine(reading: Reading): EquationLine {
  const { view, layer, unit, sample } = reading
  const { trace } = view
  const { slope } = lossesInNumbers[trace.costFunction]
  const [gradient, a, y] = [gradientOf(layer), aOf(layer), targetOf(view)]
  const values = { a: layer.a[sample]?.[unit] ?? 0, y: trace.y[sample]?.[unit] ?? 0 }
  const inSymbols = slope({ a: symbolIn(reading, a), y: symbolIn(reading, y), values }, layer.units)
  const inNumbers = slope({ a: numbersIn(reading, a), y: numbersIn(reading, y), values }, layer.units)
  return {
    symbols: `${symbolIn(reading, gradient)} = ${weighted(reading, inSymbols, '\\omega')}`,
    numbers: [`= ${weighted(reading, inNumbers, texTerm(weightOf(reading, sample)))}`],
    result: resultIn(reading, gradient),
  }
}

function blockLines(reading: Reading): EquationLine[] {
  const { view, layer } = reading
  const { slopeFormula } = lossesInNumbers[view.trace.costFunction]
  const [gradient, a, y] = [gradientOf(layer), aOf(layer), targetOf(view)]
  return [
    {
      symbols: `\\frac{\\partial C}{\\partial a_j} = ${weighted(reading, slopeFormula, '\\omega')}`,
      numbers: [a, y].map((quantity) => `, \\quad ${symbolIn(reading, quantity)} = ${numbersIn(reading, quantity)}`),
      result: '',
    },
    { symbols: symbolIn(reading, gradient), numbers: [], result: resultIn(reading, gradient) },
  ]
}
