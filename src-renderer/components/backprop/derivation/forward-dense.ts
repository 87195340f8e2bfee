import { texTerm } from '../../ui/digits'
import { stepId } from '../steps'
import { type Equation, type EquationLine } from './equation'
import { type ShownLayer, sharesBias } from './network-view'
import { enteringOf, numbersIn, resultIn, symbolIn, zOf } from './quantities'
import { type Reading, subject } from './reading'
import { numberSum, type Summand, symbolSum } from './sums'
import { marked } from './term'
import {
  biasAt,
  biasPlace,
  biasSymbol,
  biasVector,
  hasBiases,
  ownBiasPlace,
  weightMatrix,
  weightPlace,
  weightSymbol,
} from './weights'

/** z = W a + b: a sum over the inputs, a product with a vector, or with a matrix whose columns are samples. */
export function weightedInputs(reading: Reading): Equation {
  const { layer } = reading
  return {
    id: 'weighted-inputs',
    step: stepId('z', layer.number),
    layer: layer.id,
    heading: `Forward: weighted input of ${subject(reading)}`,
    mark: '',
    lines: [reading.form === 'scalar' ? scalarLine(reading) : matrixLine(reading)],
    note: biasNote(layer),
  }
}

function biasNote(layer: ShownLayer): string {
  if (!hasBiases(layer)) return `${layer.name} has no biases.`
  return sharesBias(layer) ? 'All units of the layer share one bias.' : ''
}

function scalarLine(reading: Reading): EquationLine {
  const { view, layer, unit, sample } = reading
  const entering = enteringOf(view, layer)
  const row = layer.parameters?.weights[unit] ?? []
  const terms = (layer.x[sample] ?? []).map((x, input): Summand => {
    const weight = row[input] ?? 0
    const place = weightPlace('weight', layer, unit, input)
    return {
      symbol: `${marked(place, weightSymbol(layer, unit, input))}\\, ${symbolIn(reading, entering, input)}`,
      number: `${marked(place, texTerm(weight))} \\cdot ${numbersIn(reading, entering, { unit: input })}`,
      value: weight * x,
    }
  })
  const bias = layer.parameters?.biases[biasAt(layer, unit)] ?? 0
  const place = ownBiasPlace('bias', layer, unit)
  const z = zOf(layer)
  const some = hasBiases(layer)
  return {
    symbols: `${symbolIn(reading, z)} = ${symbolSum(terms, some ? marked(place, biasSymbol(layer, unit)) : '')}`,
    numbers: numberSum(terms, some ? marked(place, texTerm(bias)) : ''),
    result: resultIn(reading, z),
  }
}

function matrixLine(reading: Reading): EquationLine {
  const { view, layer, form } = reading
  const entering = enteringOf(view, layer)
  const z = zOf(layer)
  const weights = layer.parameters?.weights ?? []
  const ones = form === 'matrix' ? '\\mathbf{1}^T' : sharesBias(layer) ? '\\mathbf{1}' : ''
  const b = marked(biasPlace('bias', layer, null), `b^{${layer.number}}`)
  const bias = hasBiases(layer) ? ` + ${b} ${ones}` : ''
  const biases = biasVector(reading, { layer, what: 'bias', values: layer.parameters?.biases ?? [] })
  const w = marked(weightPlace('weight', layer, null, null), `W^{${layer.number}}`)
  return {
    symbols: `${symbolIn(reading, z)} = ${w} ${symbolIn(reading, entering)}${bias}`,
    numbers: [
      `= ${weightMatrix(reading, { layer, what: 'weight', values: weights })}`,
      numbersIn(reading, entering, { chosenRow: null }),
      ...(hasBiases(layer) ? [`+ ${biases} ${ones}`] : []),
    ],
    result: resultIn(reading, z),
  }
}
