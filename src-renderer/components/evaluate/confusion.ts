/** What a confusion matrix [actual][predicted] says of each class. Null where there is nothing to divide by. */
export interface ConfusionFigures {
  readonly rowTotals: readonly number[]
  readonly columnTotals: readonly number[]
  readonly total: number
  readonly right: number
  /** Of the samples of a class, the share that was found. */
  readonly recall: readonly (number | null)[]
  /** Of the samples given a class, the share that belongs to it. */
  readonly precision: readonly (number | null)[]
  /** Largest count off and on the diagonal, for shading; at least 1. */
  readonly largest: number
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

export function confusionFigures(confusion: readonly (readonly number[])[]): ConfusionFigures {
  const rowTotals = confusion.map(sum)
  const columnTotals = confusion.map((_, column) => sum(confusion.map((row) => row[column] ?? 0)))
  const diagonal = confusion.map((row, index) => row[index] ?? 0)
  return {
    rowTotals,
    columnTotals,
    total: sum(rowTotals),
    right: sum(diagonal),
    recall: diagonal.map((count, index) => share(count, rowTotals[index] ?? 0)),
    precision: diagonal.map((count, index) => share(count, columnTotals[index] ?? 0)),
    largest: Math.max(1, ...confusion.flat()),
  }
}
