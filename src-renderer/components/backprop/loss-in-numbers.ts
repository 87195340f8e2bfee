import { type LossId } from '@shared/catalog/losses'
import { texDigits, texTerm } from '../ui/digits'
import { texSum } from './tex'

/** What a page of formulas needs of a loss: its gradient, to recognise it, and its formula filled with numbers. */
interface LossInNumbers {
  /** dC/da of one output of `outputs`. */
  readonly gradient: (a: number, y: number, outputs: number) => number
  /** One term of the sum, or none where it is 0 whatever a is. */
  readonly term: (a: number, y: number) => string | null
  /** What stands around the sum. */
  readonly around: (sum: string, outputs: number) => string
}

const mean = (sum: string, outputs: number): string => `\\tfrac{1}{${outputs}} \\left( ${sum} \\right)`
const square = (a: number, y: number): string => `(${texDigits(a)} - ${texTerm(y)})^2`
const distance = (a: number, y: number): string => `|${texDigits(a)} - ${texTerm(y)}|`
const logarithm = (share: number, a: number): string => `${texTerm(share)} \\ln ${texDigits(a)}`
const side = (y: number): 1 | -1 => (y > 0 ? 1 : -1)

export const lossesInNumbers: Readonly<Record<LossId, LossInNumbers>> = {
  'half-squared-error': {
    gradient: (a, y) => a - y,
    term: square,
    around: (sum) => `\\tfrac{1}{2} \\left( ${sum} \\right)`,
  },
  'mean-squared-error': { gradient: (a, y, outputs) => (2 / outputs) * (a - y), term: square, around: mean },
  'mean-absolute-error': { gradient: (a, y, outputs) => Math.sign(a - y) / outputs, term: distance, around: mean },
  huber: {
    gradient: (a, y, outputs) => Math.max(-1, Math.min(1, a - y)) / outputs,
    term: (a, y) =>
      Math.abs(a - y) <= 1 ? `\\tfrac{1}{2} ${square(a, y)}` : `\\left( ${distance(a, y)} - \\tfrac{1}{2} \\right)`,
    around: mean,
  },
  'binary-cross-entropy': {
    gradient: (a, y, outputs) => (a - y) / (a * (1 - a)) / outputs,
    term: (a, y) => {
      const parts = [...(y === 0 ? [] : [logarithm(y, a)]), ...(y === 1 ? [] : [logarithm(1 - y, 1 - a)])]
      return parts.join(' + ')
    },
    around: (sum, outputs) => `-${mean(sum, outputs)}`,
  },
  'categorical-cross-entropy': {
    gradient: (a, y) => (y === 0 ? 0 : -y / a),
    term: (a, y) => (y === 0 ? null : logarithm(y, a)),
    around: (sum) => `-\\left( ${sum} \\right)`,
  },
  hinge: {
    gradient: (a, y, outputs) => (side(y) * a < 1 ? -side(y) / outputs : 0),
    term: (a, y) => `\\max(0, 1 ${y > 0 ? '-' : '+'} ${texTerm(a)})`,
    around: mean,
  },
}

/** The loss with the numbers of a sample: "\tfrac{1}{2} ( ... )". */
export function lossInNumbers(loss: LossId, a: readonly number[], target: readonly number[]): string {
  const { term, around } = lossesInNumbers[loss]
  const terms = a.flatMap((value, unit) => term(value, target[unit] ?? 0) ?? [])
  return around(texSum(terms), a.length)
}
