import { meanOverRows, type Metric, type Part, weightOf } from './metric'

/**
 * 1 - sum (a - y)^2 / sum (y - mean y)^2 of each column, weighted by row; the mean over the columns. Where a column of
 * targets is constant: 1 if the outputs equal it, else 0. NaN for less than two rows. scikit-learn's r2_score.
 */
export const r2: Metric = (part) => {
  if (part.rows < 2) return Number.NaN
  let sum = 0
  for (let column = 0; column < part.width; column++) sum += explained(part, column)
  return sum / part.width
}

function explained(part: Part, column: number): number {
  const { rows, width, outputs, targets } = part
  // Measured from the first target, so that a constant column has exactly its own mean.
  const first = targets[column]
  const mean = first + meanOverRows(part, (row) => targets[row * width + column] - first)
  let residual = 0
  let total = 0
  for (let row = 0; row < rows; row++) {
    const target = targets[row * width + column]
    residual += weightOf(part, row) * (outputs[row * width + column] - target) ** 2
    total += weightOf(part, row) * (target - mean) ** 2
  }
  if (total !== 0) return 1 - residual / total
  return residual === 0 ? 1 : 0
}
