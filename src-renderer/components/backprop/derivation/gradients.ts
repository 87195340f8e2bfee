import { folded, texMatrix, texRow, words } from '../tex'
import { stepId } from '../steps'
import { texDigits } from '../../ui/digits'
import { meanOverBatch, shareOfOne } from './batch-mean'
import { type Equation, type EquationLine } from './equation'
import { sharesBias } from './network-view'
import { normalizationGradients } from './normalization-gradients'
import { deltaOf, enteringOf, numbersIn, symbolIn } from './quantities'
import { type Reading, subject } from './reading'
import { MOST_TERMS, placesWith } from './sums'
import { marked } from './term'
import { biasAt, biasPlace, biasSymbol, biasVector, hasBiases, ownBiasPlace, weightMatrix, weightPlace, weightSymbol } from './weights' // prettier-ignore

/** dC/db and dC/dW, or those of scale and shift; nothing for layers without parameters. */
export function gradientEquations(reading: Reading): Equation[] {
  switch (reading.layer.kind) {
    case 'dense':
      return [...(hasBiases(reading.layer) ? [biasGradients(reading)] : []), weightGradients(reading)]
    case 'batch-normalization':
    case 'layer-normalization':
      return normalizationGradients(reading)
    case 'input':
    case 'activation':
    case 'dropout':
    case 'flatten':
    case 'add':
    case 'concatenate':
      return []
  }
}

const partial = (of: string): string => `\\frac{\\partial C}{\\partial ${of}}`

/** BP3: delta; a shared bias collects the deltas of all units. */
function biasGradients(reading: Reading): Equation {
  const { layer, unit, form } = reading
  const shared = sharesBias(layer)
  const values = layer.gradients?.biases ?? []
  const place = form === 'scalar' ? ownBiasPlace('biasGradient', layer, unit) : biasPlace('biasGradient', layer, null)
  const symbol = marked(place, partial(form === 'scalar' ? biasSymbol(layer, unit) : `b^{${layer.number}}`))
  const value = texDigits(values[biasAt(layer, unit)] ?? Number.NaN)
  const result = form === 'scalar' ? marked(place, `\\mathbf{${value}}`) : biasVector(reading, { layer, what: 'biasGradient', values }) // prettier-ignore
  const { symbols, numbers } = form === 'matrix' ? deltaTimesOnes(reading, shared) : meanOfDelta(reading, shared)
  return {
    id: 'bias-gradients',
    step: stepId('biases', layer.number),
    layer: layer.id,
    heading: `Bias gradient${form === 'scalar' ? '' : 's'} of ${subject(reading)}`,
    mark: 'BP3',
    lines: [{ symbols: `${symbol} = ${symbols}`, numbers, result: `= ${result}` }],
    note: shared ? 'All units of the layer share one bias: its gradient is the sum over them.' : '',
  }
}

function meanOfDelta(reading: Reading, shared: boolean): Pick<EquationLine, 'symbols' | 'numbers'> {
  const { layer, unit, form } = reading
  const delta = deltaOf(layer)
  const own = symbolIn(reading, delta)
  const sum = (sample: number): number => (layer.delta?.[sample] ?? []).reduce((total, each) => total + each, 0)
  if (!shared)
    return meanOverBatch(reading, {
      symbol: own,
      number: (each) => numbersIn(each, delta),
      value: (sample) => layer.delta?.[sample]?.[unit] ?? 0,
      plain: true,
    })
  return meanOverBatch(reading, {
    symbol: form === 'scalar' ? `\\sum_j ${delta.symbol.vector}_j` : `\\mathbf{1}^T ${own}`,
    number: (each) => (form === 'scalar' ? sumOfDeltas(each) : `\\mathbf{1}^T ${numbersIn(each, delta)}`),
    value: sum,
  })
}

/** "(0.1 + 0.2)": the deltas of all units. */
function sumOfDeltas(reading: Reading): string {
  const { layer, sample } = reading
  const delta = deltaOf(layer)
  const { shown, more } = folded(layer.delta?.[sample] ?? [], MOST_TERMS)
  const terms = shown.map((_, unit) => numbersIn(reading, delta, { unit }))
  return `\\left( ${[...terms, ...(more > 0 ? [words(`… ${more} more`)] : [])].join(' + ')} \\right)`
}

function deltaTimesOnes(reading: Reading, shared: boolean): Pick<EquationLine, 'symbols' | 'numbers'> {
  const delta = deltaOf(reading.layer)
  const share = shareOfOne(reading)
  const before = shared ? '\\mathbf{1}^T ' : ''
  return {
    symbols: `${share.symbol} ${before}${symbolIn(reading, delta)} \\, \\mathbf{1}`,
    numbers: [`= ${share.number} ${before}${numbersIn(reading, delta)} \\, \\mathbf{1}`],
  }
}

/** BP4: delta times what entered. */
function weightGradients(reading: Reading): Equation {
  const { layer, form } = reading
  const inputs = placesWith(layer.inputs, MOST_TERMS, reading.input)
  const lines = form === 'scalar' ? inputs.shown.map((input) => weightLine(reading, input)) : [matrixLine(reading)]
  const notes = [
    form === 'scalar' && inputs.more > 0 ? `… ${inputs.more} more weights.` : '',
    hasMissingConnections(reading) ? 'Where there is no connection, the gradient stays 0, as the weight does.' : '',
  ]
  return {
    id: 'weight-gradients',
    step: stepId('weights', layer.number),
    layer: layer.id,
    heading: `Weight gradients of ${subject(reading)}`,
    mark: 'BP4',
    lines,
    note: notes.filter((sentence) => sentence !== '').join(' '),
  }
}

/** Weights and gradients that are 0 though delta and input are not: the layer has a mask. */
function hasMissingConnections({ layer }: Reading): boolean {
  return (layer.gradients?.weights ?? []).some((row, unit) =>
    row.some(
      (gradient, input) =>
        gradient === 0 &&
        layer.parameters?.weights[unit]?.[input] === 0 &&
        layer.x.some((x, sample) => x[input] !== 0 && layer.delta?.[sample]?.[unit] !== 0),
    ),
  )
}

function weightLine(reading: Reading, input: number): EquationLine {
  const { view, layer, unit } = reading
  const [entering, delta] = [enteringOf(view, layer), deltaOf(layer)]
  const place = weightPlace('weightGradient', layer, unit, input)
  const { symbols, numbers } = meanOverBatch(reading, {
    symbol: `${symbolIn(reading, entering, input)} \\, ${symbolIn(reading, delta)}`,
    number: (each) => `${numbersIn(each, entering, { unit: input })} \\cdot ${numbersIn(each, delta)}`,
    value: (sample) => (layer.x[sample]?.[input] ?? 0) * (layer.delta?.[sample]?.[unit] ?? 0),
  })
  const value = layer.gradients?.weights[unit]?.[input] ?? Number.NaN
  return {
    symbols: `${marked(place, partial(weightSymbol(layer, unit, input)))} = ${symbols}`,
    numbers,
    result: `= ${marked(place, `\\mathbf{${texDigits(value)}}`)}`,
  }
}

/** delta a^T, in matrix form all samples at once. */
function matrixLine(reading: Reading): EquationLine {
  const { view, layer, form } = reading
  const [entering, delta] = [enteringOf(view, layer), deltaOf(layer)]
  const product = `${symbolIn(reading, delta)} \\, \\left(${symbolIn(reading, entering)}\\right)^T`
  const share = shareOfOne(reading)
  const { symbols, numbers } =
    form === 'matrix'
      ? {
          symbols: `${share.symbol} ${product}`,
          numbers: [`= ${share.number} ${numbersIn(reading, delta)}`, enteringLyingDown(reading)],
        }
      : meanOverBatch(reading, {
          symbol: product,
          number: (each) => `${numbersIn(each, delta)} ${enteringLyingDown(each)}`,
          value: () => 0,
        })
  const symbol = marked(weightPlace('weightGradient', layer, null, null), partial(`W^{${layer.number}}`))
  const values = layer.gradients?.weights ?? []
  return {
    symbols: `${symbol} = ${symbols}`,
    numbers,
    result: `= ${weightMatrix(reading, { layer, what: 'weightGradient', values })}`,
  }
}

/** a^T of the sample, or A^T of the batch. */
function enteringLyingDown({ view, layer, form, sample }: Reading): string {
  const { place } = enteringOf(view, layer)
  const mark = (tex: string, _row: number, input: number): string => marked(place(input), tex)
  return form === 'matrix' ? texMatrix(layer.x, { chosenRow: sample, mark }) : texRow(layer.x[sample] ?? [], { mark })
}
