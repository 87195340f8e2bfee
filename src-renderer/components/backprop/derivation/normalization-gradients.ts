import { texDigits } from '../../ui/digits'
import { texVector } from '../tex'
import { stepId } from '../steps'
import { meanOverBatch, shareOfOne } from './batch-mean'
import { type Equation, type EquationLine } from './equation'
import { normalizedOf } from './forward-normalization'
import { gradientOf, index, numbersIn, productSign, symbolIn, symbolProduct } from './quantities'
import { type Reading, subject } from './reading'
import { marked } from './term'
import { biasPlace, weightPlace } from './weights'

/** dC/dgamma and dC/dbeta: what reaches a unit, times the normalized number or alone, over the batch. */
export function normalizationGradients(reading: Reading): Equation[] {
  const { layer } = reading
  return [
    {
      id: 'bias-gradients',
      step: stepId('biases', layer.number),
      layer: layer.id,
      heading: `Gradient of the shift of ${subject(reading)}`,
      mark: '',
      lines: [shiftLine(reading)],
      note: '',
    },
    {
      id: 'weight-gradients',
      step: stepId('weights', layer.number),
      layer: layer.id,
      heading: `Gradient of the scale of ${subject(reading)}`,
      mark: '',
      lines: [scaleLine(reading)],
      note: '',
    },
  ]
}

function shiftLine(reading: Reading): EquationLine {
  const { layer, unit, form } = reading
  const gradient = gradientOf(layer)
  const mean = meanOverBatch(reading, {
    symbol: symbolIn(reading, gradient),
    number: (each) => numbersIn(each, gradient),
    value: (sample) => layer.gradientOfA[sample]?.[unit] ?? 0,
    plain: true,
  })
  const whole = inMatrix(reading, symbolIn(reading, gradient), numbersIn(reading, gradient))
  return lineOf(reading, 'shift', form === 'matrix' ? whole : mean)
}

function scaleLine(reading: Reading): EquationLine {
  const { layer, unit, form } = reading
  const [gradient, normalized] = [gradientOf(layer), normalizedOf(layer)]
  const symbol = `${symbolIn(reading, gradient)} ${symbolProduct(reading)} ${symbolIn(reading, normalized)}`
  const number = (each: Reading): string =>
    `${numbersIn(each, gradient)} ${productSign(each)} ${numbersIn(each, normalized)}`
  const mean = meanOverBatch(reading, {
    symbol,
    number,
    value: (sample) => (layer.gradientOfA[sample]?.[unit] ?? 0) * (layer.normalized?.[sample]?.[unit] ?? 0),
  })
  const whole = inMatrix(reading, `\\left( ${symbol} \\right)`, `\\left( ${number(reading)} \\right)`)
  return lineOf(reading, 'scale', form === 'matrix' ? whole : mean)
}

type Parts = Pick<EquationLine, 'symbols' | 'numbers'>

function inMatrix(reading: Reading, symbol: string, number: string): Parts {
  const share = shareOfOne(reading)
  return {
    symbols: `${share.symbol} ${symbol} \\, \\mathbf{1}`,
    numbers: [`= ${share.number} ${number} \\, \\mathbf{1}`],
  }
}

function lineOf(reading: Reading, what: 'scale' | 'shift', { symbols, numbers }: Parts): EquationLine {
  const { layer, unit, form } = reading
  const place = (each: number | null) =>
    what === 'scale'
      ? weightPlace('weightGradient', layer, each, each === null ? null : 0)
      : biasPlace('biasGradient', layer, each)
  const values = (what === 'scale' ? layer.gradients?.weights[0] : layer.gradients?.biases) ?? []
  const letter = `${what === 'scale' ? '\\gamma' : '\\beta'}^{${layer.number}}`
  const scalar = form === 'scalar'
  const symbol = `\\frac{\\partial C}{\\partial ${letter}${scalar ? `_{${index(unit)}}` : ''}}`
  const result = scalar
    ? marked(place(unit), `\\mathbf{${texDigits(values[unit] ?? Number.NaN)}}`)
    : texVector(values, { chosenRow: unit, mark: (tex, row) => marked(place(row), tex) })
  return {
    symbols: `${marked(place(scalar ? unit : null), symbol)} = ${symbols}`,
    numbers,
    result: `= ${result}`,
  }
}
