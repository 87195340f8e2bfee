import { texDigits, texTerm } from '../../ui/digits'
import { texRow } from '../tex'
import { type EquationLine } from './equation'
import { aOf, deltaOf, numbersIn, resultIn, symbolIn, targetOf } from './quantities'
import { type Reading, weightOf } from './reading'

/** delta of an output layer whose activation and cost are one function: a difference. Null where they are two. */
export function fusedLine(reading: Reading): EquationLine | null {
  if (!reading.layer.fused) return null
  switch (reading.view.trace.costFunction) {
    case 'binary-cross-entropy':
      return differenceLine(reading, { share: `\\tfrac{1}{${reading.layer.units}} `, total: null })
    case 'categorical-cross-entropy':
      return differenceLine(reading, { share: '', total: totalsOf(reading) })
    case 'half-squared-error':
    case 'mean-squared-error':
    case 'mean-absolute-error':
    case 'huber':
    case 'hinge':
      return null
  }
}

/** The targets of every sample, added up; null where they are 1, as those of one class are. */
function totalsOf({ view: { trace } }: Reading): readonly number[] | null {
  const totals = trace.y.map((row) => row.reduce((sum, y) => sum + y, 0))
  return totals.every((total) => total === 1) ? null : totals
}

/** share (a total - y), times the weight of the sample where it has one. */
function differenceLine(
  reading: Reading,
  { share, total }: { share: string; total: readonly number[] | null },
): EquationLine {
  const { view, layer, form, sample } = reading
  const [delta, a, y] = [deltaOf(layer), aOf(layer), targetOf(view)]
  const weights = view.trace.sampleWeights
  const write = (parts: { a: string; y: string; total: string; weight: string }): string => {
    const sum = total === null ? '' : parts.total
    const difference = `${parts.a} ${sum} - ${parts.y}`
    const bare = share === '' && !weights
    const inside = bare ? difference : `\\left( ${difference} \\right)`
    if (!weights) return `${share}${inside}`
    return form === 'matrix' ? `${share}${inside} ${parts.weight}` : `${share}${parts.weight} ${inside}`
  }
  const diagonal = (values: readonly number[] | null): string =>
    `\\operatorname{diag}${texRow(values ?? [], { chosenColumn: sample })}`
  const inMatrix = form === 'matrix'
  return {
    caption: 'Activation and cost together, in one step',
    symbols: `${symbolIn(reading, delta)} = ${write({
      a: symbolIn(reading, a),
      y: symbolIn(reading, y),
      total: inMatrix ? '\\operatorname{diag}(\\mathbf{1}^T Y)' : '\\textstyle\\sum_k y_k',
      weight: inMatrix ? '\\operatorname{diag}(\\omega)' : '\\omega',
    })}`,
    numbers: [
      `= ${write({
        a: numbersIn(reading, a),
        y: numbersIn(reading, y),
        total: inMatrix ? diagonal(total) : `\\cdot ${texDigits(total?.[sample] ?? 1)}`,
        weight: inMatrix ? diagonal(weights) : `${texTerm(weightOf(reading, sample))} \\cdot`,
      })}`,
    ],
    result: resultIn(reading, delta),
  }
}
