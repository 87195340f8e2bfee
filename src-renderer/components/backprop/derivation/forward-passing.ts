import { stepId } from '../steps'
import { type Equation, type EquationLine } from './equation'
import { type ShownLayer } from './network-view'
import {
  aOf,
  enteringOf,
  index,
  namedOf,
  numbersIn,
  productSign,
  type Quantity,
  resultIn,
  symbolIn,
  symbolProduct,
  zOf,
} from './quantities'
import { type Reading, subject } from './reading'

type Passing = Pick<Equation, 'lines' | 'note'>

const forward = (reading: Reading, id: string, { lines, note }: Passing): Equation => ({
  id,
  step: stepId('a', reading.layer.number),
  layer: reading.layer.id,
  heading: `Forward: output of ${subject(reading)}`,
  mark: '',
  lines,
  note,
})

/** a = x: the features of the data. */
export function inputs(reading: Reading): Equation {
  const a = aOf(reading.layer)
  const { form, layer, unit } = reading
  const x = form === 'scalar' ? `x_{${index(unit)}}` : form === 'vector' ? 'x' : 'X'
  const line = { symbols: `${symbolIn(reading, a)} = ${x}`, numbers: [], result: resultIn(reading, a) }
  return forward(reading, 'inputs', { lines: [line], note: `The features of the data enter at ${layer.name}.` })
}

/** A layer that hands on what it is given, as a or, where an activation follows, as z. */
export function handedOn(reading: Reading, what: 'z' | 'a', note: string): Equation {
  const { view, layer } = reading
  const out = what === 'z' ? zOf(layer) : aOf(layer)
  const entering = enteringOf(view, layer)
  const line: EquationLine = {
    symbols: `${symbolIn(reading, out)} = ${symbolIn(reading, entering)}`,
    numbers: [],
    result: resultIn(reading, out),
  }
  const equation = forward(reading, 'handed-on', { lines: [line], note })
  return what === 'z'
    ? { ...equation, step: stepId('z', layer.number), heading: `Forward: input of ${subject(reading)}` }
    : equation
}

/** a = x m: what dropout leaves of this step's numbers. */
export function dropped(reading: Reading): Equation {
  const { view, layer } = reading
  const [a, x, m] = [aOf(layer), enteringOf(view, layer), factorsOf(layer)]
  const line: EquationLine = {
    symbols: `${symbolIn(reading, a)} = ${symbolIn(reading, m)} ${symbolProduct(reading)} ${symbolIn(reading, x)}`,
    numbers: [`= ${numbersIn(reading, m)} ${productSign(reading)} ${numbersIn(reading, x)}`],
    result: resultIn(reading, a),
  }
  return forward(reading, 'dropped', {
    lines: [line],
    note: `m is what the next update draws: 0 where a number is dropped, else 1 / (1 − rate).`,
  })
}

export const factorsOf = (layer: ShownLayer): Quantity =>
  namedOf(layer, { small: 'm', large: 'M' }, layer.dropoutFactors ?? layer.a.map((row) => row.map(() => 1)))

/** a = the sum of the sources, number by number. */
export function added(reading: Reading): Equation {
  const { layer } = reading
  const a = aOf(layer)
  const sources = sourcesOf(reading)
  const line: EquationLine = {
    symbols: `${symbolIn(reading, a)} = ${sources.map((source) => symbolIn(reading, source)).join(' + ')}`,
    numbers: sources.map((source, place) => `${place === 0 ? '=' : '+'} ${numbersIn(reading, source)}`),
    result: resultIn(reading, a),
  }
  return forward(reading, 'added', { lines: [line], note: `Sums ${names(reading)}, unit by unit.` })
}

const sourcesOf = ({ view, layer }: Reading): Quantity[] =>
  layer.from.flatMap(({ number }) => {
    const source = view.layers[number]
    return source ? [aOf(source)] : []
  })

const names = ({ view, layer }: Reading): string =>
  layer.from.map(({ number }) => view.layers[number]?.name ?? '').join(', ')

/** a = the sources side by side. */
export const joined = (reading: Reading): Equation =>
  handedOn(reading, 'a', `Puts ${names(reading)} one below the other, in this order.`)
