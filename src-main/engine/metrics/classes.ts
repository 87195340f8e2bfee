import { type Part, weightOf } from './metric'

/** A single output is a yes above this. */
const THRESHOLD = 0.5

/** The class of a row of outputs or targets: of the largest number, the first of equals; of a single one, 1 for yes. */
export function classOf({ width }: Pick<Part, 'width'>, values: ArrayLike<number>, row: number): number {
  if (width === 1) return values[row] > THRESHOLD ? 1 : 0
  const start = row * width
  let largest = 0
  for (let column = 1; column < width; column++) if (values[start + column] > values[start + largest]) largest = column
  return largest
}

/** Weights of the rows of one class that were found, wrongly found and missed. */
export interface Counts {
  readonly truePositives: number
  readonly falsePositives: number
  readonly falseNegatives: number
}

/**
 * The mean over the classes of what `score` says about their counts; of a single output, the score of yes alone.
 * A class that no row has counts too (scikit-learn with labels = all classes).
 */
export function meanOverClasses(part: Part, score: (counts: Counts) => number): number {
  const classes = part.width === 1 ? 2 : part.width
  const truePositives = Array<number>(classes).fill(0)
  const falsePositives = Array<number>(classes).fill(0)
  const falseNegatives = Array<number>(classes).fill(0)
  for (let row = 0; row < part.rows; row++) {
    const actual = classOf(part, part.targets, row)
    const predicted = classOf(part, part.outputs, row)
    const weight = weightOf(part, row)
    if (predicted === actual) truePositives[actual] += weight
    else {
      falsePositives[predicted] += weight
      falseNegatives[actual] += weight
    }
  }
  const scores = truePositives.map((found, index) =>
    score({ truePositives: found, falsePositives: falsePositives[index], falseNegatives: falseNegatives[index] }),
  )
  if (part.rows === 0) return Number.NaN
  return part.width === 1 ? scores[1] : scores.reduce((sum, each) => sum + each, 0) / classes
}

/** part / whole, 0 where there is no whole (scikit-learn with zero_division = 0). */
export function ratio(share: number, whole: number): number {
  return whole === 0 ? 0 : share / whole
}
