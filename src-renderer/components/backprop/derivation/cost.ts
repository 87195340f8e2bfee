import { losses } from '@shared/catalog/losses'
import { type TermPlace } from '../../../stores/study'
import { texDigits, texTerm } from '../../ui/digits'
import { folded, texRow, words } from '../tex'
import { stepId } from '../steps'
import { type Equation, type EquationLine } from './equation'
import { lossesInNumbers, type Output } from './losses-in-numbers'
import { aOf, gradientOf, numbersIn, resultIn, symbolIn, targetOf } from './quantities'
import { type Reading, samplesIn, weightOf } from './reading'
import { MOST_TERMS, numberSum, type Summand, symbolSum } from './sums'
import { marked } from './term'

const COST: TermPlace = { what: 'loss', layer: '', unit: null, input: null }

/** The reading as one of the output layer, whose a the cost is taken of. */
export const ofOutput = (reading: Reading): Reading => ({
  ...reading,
  layer: reading.view.output,
  unit: reading.layer.id === reading.view.output.id ? reading.unit : 0,
})

/** The cost of the chosen sample, and of the batch where it has several. */
export function costEquation(reading: Reading): Equation {
  const { trace, output } = reading.view
  const { label } = losses[trace.costFunction]
  const batch = samplesIn(reading) > 1 || reading.form === 'matrix' ? [batchLine(reading)] : []
  return {
    id: 'cost',
    step: stepId('cost', output.number),
    layer: '',
    heading: `Cost: ${label.toLowerCase()}`,
    mark: '',
    lines: [...(reading.form === 'matrix' ? [] : [sampleLine(reading)]), ...batch],
    note: costNote(reading),
  }
}

function costNote({ view: { trace, output } }: Reading): string {
  const penalty =
    trace.penalty === 0 ? '' : `The penalties on the weights, ${texDigits(trace.penalty)}, are counted apart.`
  return [output.fused ? 'The program works it out from z at once, which stays exact where a rounds to 0 or 1.' : '', penalty] // prettier-ignore
    .filter((sentence) => sentence !== '')
    .join(' ')
}

/** The outputs of the sample with their targets, in numbers. */
function outputsOf(reading: Reading): Output[] {
  const { view, sample } = reading
  const own = { ...ofOutput(reading), form: 'scalar' as const }
  const [a, y] = [aOf(view.output), targetOf(view)]
  return (view.output.a[sample] ?? []).map((value, unit) => ({
    a: numbersIn(own, a, { unit }),
    y: numbersIn(own, y, { unit }),
    values: { a: value, y: view.trace.y[sample]?.[unit] ?? 0 },
  }))
}

function sampleLine(reading: Reading): EquationLine {
  const { view, form, sample } = reading
  const { trace } = view
  const loss = lossesInNumbers[trace.costFunction]
  const several = samplesIn(reading) > 1
  const symbol = marked(COST, several ? `C_{${sample + 1}}` : 'C')
  const result = `= ${marked(COST, `\\mathbf{${texDigits(trace.losses[sample] ?? Number.NaN)}}`)}`
  const outputs = outputsOf(reading)
  if (form === 'scalar') {
    const terms = outputs.flatMap((output) => loss.term(output) ?? [])
    const formula = losses[trace.costFunction].formula.replace(/^C =/, `${symbol} =`)
    return { symbols: formula, numbers: [`= ${loss.around(foldedSum(terms), outputs.length)}`], result }
  }
  const own = ofOutput(reading)
  const [a, y] = [aOf(view.output), targetOf(view)]
  return {
    symbols: `${symbol} = ${loss.vector(symbolIn(own, a), symbolIn(own, y), outputs.length)}`,
    numbers: [`= ${loss.vector(numbersIn(own, a), numbersIn(own, y), outputs.length)}`],
    result,
  }
}

/** The terms of a loss are not brought down to numbers of their own: of many, it is said how many follow. */
function foldedSum(terms: readonly string[]): string {
  const { shown, more } = folded(terms, MOST_TERMS)
  return [...shown, ...(more > 0 ? [words(`… ${more} more terms`)] : [])].join(' + ')
}

/** The weighted mean over the samples. */
function batchLine(reading: Reading): EquationLine {
  const { view, form, sample: chosenColumn } = reading
  const { trace } = view
  const weighted = trace.sampleWeights !== null
  const total = weighted ? texDigits(trace.totalWeight) : String(trace.rows.length)
  const result = `= ${marked(COST, `\\mathbf{${texDigits(trace.loss)}}`)}`
  const share = `\\frac{1}{${total}}`
  const general = weighted ? '\\frac{1}{\\sum_s \\omega_s} \\sum_s \\omega_s C_s' : '\\frac{1}{m} \\sum_s C_s'
  if (form === 'matrix') {
    const row = texRow(trace.losses, { chosenColumn, mark: (tex) => marked(COST, tex) })
    const weights = trace.sampleWeights ? texRow(trace.sampleWeights, { chosenColumn }) : '\\mathbf{1}^T'
    return {
      symbols: `C = ${general} = ${share} ${weighted ? '\\omega^T' : '\\mathbf{1}^T'} \\begin{bmatrix} C_1 & C_2 & \\cdots \\end{bmatrix}^T`,
      numbers: [`= ${share} ${weights}`, `${row}^T`],
      result,
    }
  }
  const terms = trace.losses.map((loss, sample): Summand => {
    const weight = weightOf(reading, sample)
    const factor = weighted ? `${texTerm(weight)} \\cdot ` : ''
    return {
      symbol: `${weighted ? `\\omega_{${sample + 1}} ` : ''}C_{${sample + 1}}`,
      number: `${factor}${marked(COST, texTerm(loss))}`,
      value: weight * loss,
    }
  })
  const numbers = numberSum(terms).map((piece, place) =>
    place === 0 ? piece.replace('=', `= ${share} \\Big(`) : piece,
  )
  return {
    symbols: `C = ${weighted ? '\\frac{1}{\\sum_s \\omega_s}' : '\\frac{1}{m}'} \\left( ${symbolSum(terms)} \\right)`,
    numbers: [...numbers.slice(0, -1), `${numbers.at(-1) ?? ''} \\Big)`],
    result,
  }
}

/** dC/da of the outputs: where the way back begins. */
export function costGradient(given: Reading): Equation {
  const reading = ofOutput(given)
  const { view, form, unit, sample, layer } = reading
  const { trace } = view
  const { slope, slopeFormula } = lossesInNumbers[trace.costFunction]
  const outputs = layer.units
  const [gradient, a, y] = [gradientOf(layer), aOf(layer), targetOf(view)]
  const values = { a: layer.a[sample]?.[unit] ?? 0, y: trace.y[sample]?.[unit] ?? 0 }
  const weighted = trace.sampleWeights !== null
  const inSymbols = slope({ a: symbolIn({ ...reading, form: 'scalar' }, a), y: symbolIn({ ...reading, form: 'scalar' }, y), values }, outputs) // prettier-ignore
  const inNumbers = slope({ a: numbersIn(reading, a), y: numbersIn(reading, y), values }, outputs)
  const factor = (tex: string, number: string): string => (weighted ? `${number} \\left( ${tex} \\right)` : tex)
  const lines: EquationLine[] =
    form === 'scalar'
      ? [
          {
            symbols: `${symbolIn(reading, gradient)} = ${factor(inSymbols, '\\omega')}`,
            numbers: [`= ${factor(inNumbers, texTerm(weightOf(reading, sample)))}`],
            result: resultIn(reading, gradient),
          },
        ]
      : [
          {
            symbols: `\\frac{\\partial C}{\\partial a_j} = ${factor(slopeFormula, '\\omega')}`,
            numbers: [
              `, \\quad ${symbolIn(reading, a)} = ${numbersIn(reading, a)}`,
              `, \\quad ${symbolIn(reading, y)} = ${numbersIn(reading, y)}`,
            ],
            result: '',
          },
          { symbols: symbolIn(reading, gradient), numbers: [], result: resultIn(reading, gradient) },
        ]
  return {
    id: 'cost-gradient',
    step: stepId('delta', layer.number),
    layer: layer.id,
    heading: `Gradient of the cost with respect to ${form === 'scalar' ? `the output ${layer.unitNames[unit] ?? unit + 1}` : 'the outputs'}`,
    mark: '',
    lines,
    note: weighted ? 'ω is the weight of the sample; all numbers on the way back carry it.' : '',
  }
}
