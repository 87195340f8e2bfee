import { stepId } from '../steps'
import { type Equation, type EquationLine } from './equation'
import { type ShownLayer } from './network-view'
import {
  aOf,
  enteringOf,
  namedOf,
  numbersIn,
  productSign,
  type Quantity,
  resultIn,
  sameForSamples,
  sameForUnits,
  symbolIn,
  symbolProduct,
} from './quantities'
import { type Reading, subject } from './reading'
import { biasPlace, weightPlace } from './weights'

/** (x - mean) / sqrt(variance + epsilon), before scale and shift. */
export const normalizedOf = (layer: ShownLayer): Quantity =>
  namedOf(layer, { small: '\\hat x', large: '\\hat X' }, layer.normalized ?? [])

/** gamma: the scale of every unit. */
export const scaleOf = (layer: ShownLayer, parameters = layer.parameters): Quantity => ({
  ...sameForSamples(layer, '\\gamma', parameters?.weights[0] ?? []),
  place: (unit) => weightPlace('weight', layer, unit, unit === null ? null : 0),
})

const shiftOf = (layer: ShownLayer): Quantity => ({
  ...sameForSamples(layer, '\\beta', layer.parameters?.biases ?? []),
  place: (unit) => biasPlace('bias', layer, unit),
})

/** r = 1 / sqrt(variance + epsilon): of each unit over the batch, or of each sample over the units. */
export const inverseDeviationOf = (layer: ShownLayer): Quantity =>
  layer.measured
    ? sameForSamples(layer, 'r', layer.inverseDeviations ?? [])
    : sameForUnits(layer, 'r', layer.inverseDeviations ?? [])

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

const centreOf = (layer: ShownLayer): Quantity =>
  layer.measured
    ? sameForSamples(layer, '\\mu', layer.measured.mean)
    : sameForUnits(layer, '\\mu', layer.x.map(meanOf)) // prettier-ignore

/** Mean and deviation, the normalized number, and scale and shift. */
export function normalization(reading: Reading): Equation {
  const { layer } = reading
  return {
    id: 'normalization',
    step: stepId('a', layer.number),
    layer: layer.id,
    heading: `Forward: output of ${subject(reading)}`,
    mark: '',
    lines: [...measuredLines(reading), normalizedLine(reading), scaledLine(reading)],
    note: layer.measured
      ? 'Mean μ and variance σ² of a unit are those over the batch of this update, so every sample acts on all others; measured later, running means take their place.'
      : 'Mean μ and variance σ² are those over the units, of each sample by itself.',
  }
}

function measuredLines(reading: Reading): EquationLine[] {
  const { layer } = reading
  const [centre, inverse] = [centreOf(layer), inverseDeviationOf(layer)]
  const over = layer.measured
    ? '\\text{mean of } x \\text{ over the batch}'
    : '\\text{mean of } x \\text{ over the units}'
  return [
    { symbols: `${symbolIn(reading, centre)} = ${over}`, numbers: [], result: resultIn(reading, centre) },
    {
      symbols: `${symbolIn(reading, inverse)} = \\frac{1}{\\sqrt{\\sigma^2 + \\epsilon}}`,
      numbers: [],
      result: resultIn(reading, inverse),
    },
  ]
}

function normalizedLine(reading: Reading): EquationLine {
  const { view, layer } = reading
  const [x, centre, inverse] = [enteringOf(view, layer), centreOf(layer), inverseDeviationOf(layer)]
  const normalized = normalizedOf(layer)
  return {
    symbols: `${symbolIn(reading, normalized)} = \\left( ${symbolIn(reading, x)} - ${symbolIn(reading, centre)} \\right) ${symbolProduct(reading)} ${symbolIn(reading, inverse)}`,
    numbers: [
      `= \\left( ${numbersIn(reading, x, { alone: true })} - ${numbersIn(reading, centre)} \\right)`,
      `${productSign(reading)} ${numbersIn(reading, inverse)}`,
    ],
    result: resultIn(reading, normalized),
  }
}

function scaledLine(reading: Reading): EquationLine {
  const { layer } = reading
  const [a, normalized, scale, shift] = [aOf(layer), normalizedOf(layer), scaleOf(layer), shiftOf(layer)]
  return {
    symbols: `${symbolIn(reading, a)} = ${symbolIn(reading, scale)} ${symbolProduct(reading)} ${symbolIn(reading, normalized)} + ${symbolIn(reading, shift)}`,
    numbers: [
      `= ${numbersIn(reading, scale)} ${productSign(reading)} ${numbersIn(reading, normalized)}`,
      `+ ${numbersIn(reading, shift)}`,
    ],
    result: resultIn(reading, a),
  }
}
