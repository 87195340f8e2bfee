import { type LossId } from '@shared/catalog/losses'

/** One output and its target, as TeX and as numbers. */
export interface Output {
  readonly a: string
  readonly y: string
  readonly values: { readonly a: number; readonly y: number }
}

/** A loss and its slope as TeX. */
interface LossInNumbers {
  /** One term of the sum over the outputs, or none where it is 0 whatever a is. */
  readonly term: (output: Output) => string | null
  /** What stands around the sum. */
  readonly around: (sum: string, outputs: number) => string
  /** The whole of it, of vectors a and y. */
  readonly vector: (a: string, y: string, outputs: number) => string
  /** dC/da of one output. */
  readonly slope: (output: Output, outputs: number) => string
  /** The same in general, of the j-th of n outputs. */
  readonly slopeFormula: string
}

const mean = (sum: string, outputs: number): string => `\\tfrac{1}{${outputs}} \\left( ${sum} \\right)`
const square = ({ a, y }: Output): string => `(${a} - ${y})^2`
const distance = ({ a, y }: Output): string => `|${a} - ${y}|`
const norm = (a: string, y: string): string => `\\left\\lVert ${a} - ${y} \\right\\rVert`
const side = (y: number): '1' | '(-1)' => (y > 0 ? '1' : '(-1)')

export const lossesInNumbers: Readonly<Record<LossId, LossInNumbers>> = {
  'half-squared-error': {
    term: square,
    around: (sum) => `\\tfrac{1}{2} \\left( ${sum} \\right)`,
    vector: (a, y) => `\\tfrac{1}{2} ${norm(a, y)}^2`,
    slope: ({ a, y }) => `${a} - ${y}`,
    slopeFormula: 'a_j - y_j',
  },
  'mean-squared-error': {
    term: square,
    around: mean,
    vector: (a, y, outputs) => `\\tfrac{1}{${outputs}} ${norm(a, y)}^2`,
    slope: ({ a, y }, outputs) => `\\tfrac{2}{${outputs}} \\left( ${a} - ${y} \\right)`,
    slopeFormula: '\\tfrac{2}{n} (a_j - y_j)',
  },
  'mean-absolute-error': {
    term: distance,
    around: mean,
    vector: (a, y, outputs) => `\\tfrac{1}{${outputs}} ${norm(a, y)}_1`,
    slope: ({ a, y }, outputs) => `\\tfrac{1}{${outputs}} \\operatorname{sign}\\left( ${a} - ${y} \\right)`,
    slopeFormula: '\\tfrac{1}{n} \\operatorname{sign}(a_j - y_j)',
  },
  huber: {
    term: (output) =>
      Math.abs(output.values.a - output.values.y) <= 1
        ? `\\tfrac{1}{2} ${square(output)}`
        : `\\left( ${distance(output)} - \\tfrac{1}{2} \\right)`,
    around: mean,
    vector: (a, y, outputs) => `\\tfrac{1}{${outputs}} \\textstyle\\sum_j h\\left( ${a} - ${y} \\right)_j`,
    slope: ({ a, y }, outputs) => `\\tfrac{1}{${outputs}} \\max(-1, \\min(1, ${a} - ${y}))`,
    slopeFormula: '\\tfrac{1}{n} \\max(-1, \\min(1, a_j - y_j))',
  },
  'binary-cross-entropy': {
    term: ({ a, y, values }) => {
      const yes = values.y === 0 ? [] : [`${values.y === 1 ? '' : y} \\ln ${a}`]
      const no = values.y === 1 ? [] : [`${values.y === 0 ? '' : `(1 - ${y})`} \\ln(1 - ${a})`]
      return [...yes, ...no].join(' + ').trim()
    },
    around: (sum, outputs) => `-${mean(sum, outputs)}`,
    vector: (a, y, outputs) =>
      `-\\tfrac{1}{${outputs}} \\left( ${y}^T \\ln ${a} + \\left( 1 - ${y} \\right)^T \\ln\\left( 1 - ${a} \\right) \\right)`,
    slope: ({ a, y }, outputs) => `\\tfrac{1}{${outputs}} \\, \\frac{${a} - ${y}}{${a} \\left( 1 - ${a} \\right)}`,
    slopeFormula: '\\tfrac{1}{n} \\frac{a_j - y_j}{a_j (1 - a_j)}',
  },
  'categorical-cross-entropy': {
    term: ({ a, y, values }) => (values.y === 0 ? null : `${values.y === 1 ? '' : y} \\ln ${a}`.trim()),
    around: (sum) => `-\\left( ${sum === '' ? '0' : sum} \\right)`,
    vector: (a, y) => `-${y}^T \\ln ${a}`,
    slope: ({ a, y }) => `-\\frac{${y}}{${a}}`,
    slopeFormula: '-\\frac{y_j}{a_j}',
  },
  hinge: {
    term: ({ a, values }) => `\\max(0, 1 - ${side(values.y)} \\cdot ${a})`,
    around: mean,
    vector: (a, _, outputs) => `\\tfrac{1}{${outputs}} \\textstyle\\sum_j \\max\\left( 0, 1 - t \\odot ${a} \\right)_j`,
    slope: ({ a, values }, outputs) =>
      (values.y > 0 ? 1 : -1) * values.a < 1
        ? `-\\tfrac{1}{${outputs}} ${side(values.y)} \\text{ as } ${side(values.y)} \\cdot ${a} < 1`
        : `0 \\text{ as } ${side(values.y)} \\cdot ${a} \\ge 1`,
    slopeFormula: '-\\tfrac{t_j}{n} \\text{ for } t_j a_j < 1, \\text{ else } 0',
  },
}
