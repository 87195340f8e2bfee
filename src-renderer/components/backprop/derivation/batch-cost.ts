import { texDigits, texTerm } from '../../ui/digits'
import { texRow, texVector } from '../tex'
import { bracketed, shareOfOne } from './batch-mean'
import { COST } from './cost-reading'
import { type EquationLine } from './equation'
import { type Reading, weightOf } from './reading'
import { numberSum, type Summand, symbolSum } from './sums'
import { marked } from './term'

/** The costs of all samples, lying down. */
export const costsOf = ({ view, sample: chosenColumn }: Reading): string =>
  texRow(view.trace.losses, { chosenColumn, mark: (tex) => marked(COST, tex) })

/** The cost of a batch: the weighted mean over its samples. */
export function meanLine(reading: Reading): EquationLine {
  const { trace } = reading.view
  const parts = reading.form === 'matrix' ? inMatrices(reading) : asSum(reading)
  return { ...parts, result: `= ${marked(COST, `\\mathbf{${texDigits(trace.loss)}}`)}` }
}

function inMatrices(reading: Reading): Pick<EquationLine, 'symbols' | 'numbers'> {
  const { sampleWeights } = reading.view.trace
  const share = shareOfOne(reading)
  const weights = sampleWeights ? texVector(sampleWeights, { chosenRow: reading.sample }) : '\\mathbf{1}'
  return {
    symbols: `C = ${share.symbol} c \\, ${sampleWeights ? '\\omega' : '\\mathbf{1}'}`,
    numbers: [`= ${share.number} ${costsOf(reading)}`, weights],
  }
}

function asSum(reading: Reading): Pick<EquationLine, 'symbols' | 'numbers'> {
  const { trace } = reading.view
  const share = shareOfOne(reading)
  const weighted = trace.sampleWeights !== null
  const terms = trace.losses.map((loss, sample): Summand => {
    const weight = weightOf(reading, sample)
    return {
      symbol: `${weighted ? `\\omega_{${sample + 1}} ` : ''}C_{${sample + 1}}`,
      number: `${weighted ? `${texTerm(weight)} \\cdot ` : ''}${marked(COST, texTerm(loss))}`,
      value: weight * loss,
    }
  })
  return {
    symbols: `C = ${share.symbol} \\left( ${symbolSum(terms)} \\right)`,
    numbers: bracketed(numberSum(terms), share.number),
  }
}
