import { losses } from '@shared/catalog/losses'
import { texDigits } from '../../ui/digits'
import { stepId } from '../steps'
import { folded, words } from '../tex'
import { costsOf, meanLine } from './batch-cost'
import { COST, ofOutput } from './cost-reading'
import { type Equation, type EquationLine } from './equation'
import { lossesInNumbers, type Output } from './losses-in-numbers'
import { aOf, numbersIn, symbolIn, targetOf } from './quantities'
import { type Reading, samplesIn } from './reading'
import { MOST_TERMS } from './sums'
import { marked } from './term'

/** The cost of the chosen sample, and of the batch where it has several. */
export function costEquation(reading: Reading): Equation {
  const { trace, output } = reading.view
  const { label } = losses[trace.costFunction]
  return {
    id: 'cost',
    step: stepId('cost', output.number),
    layer: '',
    heading: `Cost: ${label.toLowerCase()}`,
    mark: '',
    lines: [sampleLine(reading), ...(samplesIn(reading) > 1 ? [meanLine(reading)] : [])],
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
  if (form === 'matrix' && several)
    return {
      symbols: `C_s = ${loss.vector('a_s', 'y_s', outputs.length)}`,
      numbers: [
        `, \\quad ${symbolIn(own, a)} = ${numbersIn(own, a)}`,
        `, \\quad ${symbolIn(own, y)} = ${numbersIn(own, y)}`,
        ', \\quad c',
      ],
      result: `= ${costsOf(reading)}`,
    }
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
