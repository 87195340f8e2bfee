import { texTerm } from '../../ui/digits'
import { texMatrix, texRow } from '../tex'
import { jacobianEntry, jacobianFactors, jacobianSymbol } from './activation'
import { type EquationLine } from './equation'
import { aOf, deltaOf, gradientOf, numbersIn, resultIn, symbolIn } from './quantities'
import { type Reading } from './reading'
import { numberSum, type Summand, symbolSum } from './sums'

/** Softmax has a matrix in place of a slope: every output's dC/da acts on every z. */
export function softmaxLines(reading: Reading): EquationLine[] {
  switch (reading.form) {
    case 'scalar':
      return scalarLines(reading)
    case 'vector':
      return [reading.layer.jacobianTerms ? jacobianLine(reading) : closedLine(reading)]
    case 'matrix':
      return [closedLine(reading)]
  }
}

function scalarLines(reading: Reading): EquationLine[] {
  const { layer, unit: k, sample } = reading
  const [delta, gradient] = [deltaOf(layer), gradientOf(layer)]
  const a = layer.a[sample] ?? []
  const traced = layer.jacobianTerms?.[sample]?.[k]
  const terms = a.map((_, j): Summand => ({
    symbol: `${symbolIn(reading, gradient, j)} \\, ${jacobianSymbol(reading, j, k)}`,
    number: `${numbersIn(reading, gradient, { unit: j })} \\cdot ${jacobianFactors(reading, j, k)}`,
    value: traced?.[j] ?? (layer.gradientOfA[sample]?.[j] ?? 0) * jacobianEntry(a, j, k),
  }))
  const workedOut = terms.map((term, j): Summand => ({
    ...term,
    number: `\\underbrace{${texTerm(term.value)}}_{j = ${j + 1}}`,
  }))
  const symbol = symbolIn(reading, delta)
  return [
    { symbols: `${symbol} = ${symbolSum(terms)}`, numbers: numberSum(terms), result: '' },
    { symbols: '', numbers: numberSum(workedOut), result: resultIn(reading, delta) },
  ]
}

/** J dC/da with J_kj = a_j ([j = k] - a_k). */
function jacobianLine(reading: Reading): EquationLine {
  const { layer, sample, unit } = reading
  const [delta, gradient] = [deltaOf(layer), gradientOf(layer)]
  const a = layer.a[sample] ?? []
  const jacobian = a.map((_, k) => a.map((__, j) => jacobianEntry(a, j, k)))
  return {
    symbols: `J_{kj} = a_j ([j = k] - a_k), \\quad ${symbolIn(reading, delta)} = J \\, ${symbolIn(reading, gradient)}`,
    numbers: [`= ${texMatrix(jacobian, { chosenRow: unit })}`, numbersIn(reading, gradient)],
    result: resultIn(reading, delta),
  }
}

/** The same without the matrix: a (dC/da - the sum of a dC/da of the sample). */
function closedLine(reading: Reading): EquationLine {
  const { layer, form, sample: chosenColumn } = reading
  const [delta, gradient, a] = [deltaOf(layer), gradientOf(layer), aOf(layer)]
  const [g, share] = [symbolIn(reading, gradient), symbolIn(reading, a)]
  const sums = layer.a.map((row, sample) =>
    row.reduce((sum, each, unit) => sum + each * (layer.gradientOfA[sample]?.[unit] ?? 0), 0),
  )
  const [sum, number] =
    form === 'matrix'
      ? [`\\mathbf{1} \\mathbf{1}^T (${share} \\odot ${g})`, `\\mathbf{1} ${texRow(sums, { chosenColumn })}`]
      : [`(${share} \\cdot ${g})`, texTerm(sums[chosenColumn] ?? Number.NaN)]
  return {
    symbols: `${symbolIn(reading, delta)} = ${share} \\odot \\left( ${g} - ${sum} \\right)`,
    numbers: [`= ${numbersIn(reading, a)}`, `\\odot \\Big( ${numbersIn(reading, gradient)}`, `- ${number} \\Big)`],
    result: resultIn(reading, delta),
  }
}
