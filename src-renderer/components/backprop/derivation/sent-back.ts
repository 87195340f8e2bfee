import { type BranchTrace } from '@shared/inspection/step-trace'
import { texDigits, texTerm } from '../../ui/digits'
import { texMatrix, texVector, texWords, transposed } from '../tex'
import { type EquationLine } from './equation'
import { factorsOf } from './forward-passing'
import { layerById, type ShownLayer } from './network-view'
import { normalizationBack } from './normalization-back'
import { deltaOf, gradientOf, numbersIn, productSign, type Quantity, symbolIn, symbolProduct } from './quantities'
import { type Reading } from './reading'
import { numberSum, type Summand, symbolSum } from './sums'
import { marked } from './term'
import { weightMatrix, weightPlace, weightSymbol } from './weights'

/** A way back, in symbols and with numbers (each piece with its sign), and the worked out terms where it is a sum of some. */
export interface WayBack {
  readonly symbols: string
  readonly numbers: readonly string[]
  readonly terms: readonly string[] | null
}

/** What the layer `consumer` sends back to the units from `start` on of what enters it. */
export function wayBackThrough(reading: Reading, { layer: id, start }: BranchTrace): WayBack {
  const consumer = layerById(reading.view, id)
  if (!consumer) return { symbols: '', numbers: [], terms: null }
  switch (consumer.kind) {
    case 'dense':
      return reading.form === 'scalar' ? weightedSum(reading, consumer, start) : product(reading, consumer, start)
    case 'activation':
      return unchanged(reading, deltaOf(consumer))
    case 'dropout':
      return masked(reading, consumer)
    case 'batch-normalization':
    case 'layer-normalization':
      return { ...normalizationBack(reading, consumer), terms: null }
    case 'concatenate':
      return reading.form === 'scalar'
        ? unchanged(reading, gradientOf(consumer), start)
        : unchanged(reading, partOf(consumer, start, reading.layer.units))
    case 'add':
    case 'flatten':
    case 'input':
      return unchanged(reading, gradientOf(consumer))
  }
}

const unchanged = (reading: Reading, quantity: Quantity, start = 0): WayBack => ({
  symbols: symbolIn(reading, quantity, reading.unit + start),
  numbers: [],
  terms: null,
})

/** The rows of dC/da that belong to one of the joined layers. */
function partOf(consumer: ShownLayer, start: number, units: number): Quantity {
  const whole = gradientOf(consumer)
  const rows = `_{${start + 1} \\dots ${start + units}}`
  return {
    ...whole,
    symbol: { ...whole.symbol, vector: `(${whole.symbol.vector})${rows}`, matrix: `(${whole.symbol.matrix})${rows}` },
    values: whole.values.map((row) => row.slice(start, start + units)),
    place: (unit) => whole.place(unit === null ? null : start + unit),
  }
}

function masked(reading: Reading, consumer: ShownLayer): WayBack {
  const [m, gradient] = [factorsOf(consumer), gradientOf(consumer)]
  const own = { chosenRow: reading.unit }
  return {
    symbols: `${symbolIn(reading, m)} ${symbolProduct(reading)} ${symbolIn(reading, gradient)}`,
    numbers: [`= ${numbersIn(reading, m, own)} ${productSign(reading)} ${numbersIn(reading, gradient, own)}`],
    terms: null,
  }
}

/** Weights that this update has moved already: in sequential order. */
const moved = ({ view }: Reading): boolean => view.trace.updateOrder === 'sequential'

/** One product per unit that the chosen one feeds: all its paths into that layer. */
function weightedSum(reading: Reading, consumer: ShownLayer, start: number): WayBack {
  const { unit, sample } = reading
  const delta = deltaOf(consumer)
  const updated = moved(reading)
  const input = start + unit
  const terms = consumer.unitNames.map((name, to): Summand & { name: string } => {
    const weight = consumer.sentThrough?.weights[to]?.[input] ?? 0
    const place = weightPlace(updated ? 'newWeight' : 'weight', consumer, to, input)
    return {
      name,
      symbol: `${marked(place, weightSymbol(consumer, to, input, updated))}\\, ${symbolIn(reading, delta, to)}`,
      number: `${marked(place, texTerm(weight))} \\cdot ${numbersIn(reading, delta, { unit: to })}`,
      value: weight * (consumer.delta?.[sample]?.[to] ?? 0),
    }
  })
  const workedOut = terms.map((term): Summand => ({
    ...term,
    number: `\\underbrace{${texTerm(term.value)}}_{\\text{through ${texWords(term.name)}}}`,
  }))
  return { symbols: symbolSum(terms), numbers: numberSum(terms), terms: numberSum(workedOut) }
}

/** W^T delta, of the columns of W that this layer enters. */
function product(reading: Reading, consumer: ShownLayer, start: number): WayBack {
  const { layer } = reading
  const updated = moved(reading)
  const what = updated ? 'newWeight' : 'weight'
  const own = (consumer.sentThrough?.weights ?? []).map((row) => row.slice(start, start + layer.units))
  const delta = deltaOf(consumer)
  const part = consumer.from.length > 1 ? `_{\\cdot, ${start + 1} \\dots ${start + layer.units}}` : ''
  const symbol = marked(weightPlace(what, consumer, null, null), `W^{${consumer.number}${updated ? '+' : ''}}${part}`)
  const written = weightMatrix(reading, {
    layer: consumer,
    what,
    values: transposed(own),
    placeAt: (row, column) => ({ unit: column, input: start + row }),
    chosenRow: reading.unit,
  })
  return {
    symbols: `\\left(${symbol}\\right)^T ${symbolIn(reading, delta)}`,
    numbers: [`= ${written}`, numbersIn(reading, delta)],
    terms: null,
  }
}

/** The way back with numbers, and on a line of its own its terms worked out. */
export function wayBackLines(symbol: string, back: WayBack, result: string): EquationLine[] {
  const first = { symbols: `${symbol} = ${back.symbols}`, numbers: back.numbers }
  if (back.terms === null) return [{ ...first, result }]
  return [
    { ...first, result: '' },
    { symbols: '', numbers: back.terms, result },
  ]
}

/** Numbers of one branch in the reading's form. */
export function branchTex({ form, sample, unit }: Reading, { gradient }: BranchTrace, asTerm = false): string {
  switch (form) {
    case 'scalar': {
      const value = gradient[sample]?.[unit] ?? Number.NaN
      return asTerm ? texTerm(value) : `\\mathbf{${texDigits(value)}}`
    }
    case 'vector':
      return texVector(gradient[sample] ?? [], { chosenRow: unit })
    case 'matrix':
      return texMatrix(transposed(gradient), { chosenRow: unit, chosenColumn: sample })
  }
}

export function captioned([first, ...others]: EquationLine[], caption: string): EquationLine[] {
  return first ? [{ ...first, caption }, ...others] : []
}
