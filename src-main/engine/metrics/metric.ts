/** Outputs and targets of the samples of one part, in the units of the target column. */
export interface Part {
  readonly rows: number
  /** Numbers per row. */
  readonly width: number
  /** a: [rows][width], row by row. */
  readonly outputs: ArrayLike<number>
  /** y: [rows][width]; of classes one-hot, of a single output 0 or 1. */
  readonly targets: ArrayLike<number>
  /** How much each row counts, [rows]; null: all alike. */
  readonly weights: ArrayLike<number> | null
}

/** NaN where the metric is not defined for the part, as without rows. Every metric equals scikit-learn's. */
export type Metric = (part: Part) => number

/** How much a row counts. */
export function weightOf({ weights }: Part, row: number): number {
  return weights === null ? 1 : weights[row]
}

/** The weighted mean over the rows of what `value` says about each. */
export function meanOverRows(part: Part, value: (row: number) => number): number {
  let sum = 0
  let total = 0
  for (let row = 0; row < part.rows; row++) {
    const weight = weightOf(part, row)
    sum += weight * value(row)
    total += weight
  }
  return sum / total
}
