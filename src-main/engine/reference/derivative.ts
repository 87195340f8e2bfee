/** The largest step on each side. */
export const EPSILON = 1e-2
/** With a smaller step the rounding of the function is too large a part of the quotient. */
const SMALLEST_STEP = 1e-4
/** Steps shrink by this factor from one row of the table to the next. */
const SHRINK = 1.4
const ROWS = 12
/** The table has found its best value where errors grow by this factor. */
const SAFE = 2

/** A function value and the smooth piece on which it was found. */
export interface Sample {
  readonly value: number
  readonly piece: string
}

/**
 * df/dx at x by central differences (f(x + h) - f(x - h)) / 2h with shrinking h, extrapolated to h = 0 (Ridders, 1982;
 * Numerical Recipes, 5.7). Begins with the largest h of EPSILON, a tenth and a hundredth of it whose ends lie on the same
 * smooth piece as x; null where there is none.
 */
export function derivative(f: (x: number) => Sample, x: number): number | null {
  const { piece } = f(x)
  for (let h = EPSILON; h >= SMALLEST_STEP * 0.99; h /= 10)
    if (f(x + h).piece === piece && f(x - h).piece === piece) return extrapolated(f, x, h)
  return null
}

function extrapolated(f: (x: number) => Sample, x: number, first: number): number {
  const quotient = (h: number): number => (f(x + h).value - f(x - h).value) / (2 * h)
  let h = first
  let previous = [quotient(h)]
  let best = previous[0]
  let smallest = Number.POSITIVE_INFINITY
  for (let row = 1; row < ROWS; row++) {
    h /= SHRINK
    const current = [quotient(h)]
    let factor = SHRINK * SHRINK
    for (let order = 1; order <= row; order++) {
      current.push((current[order - 1] * factor - previous[order - 1]) / (factor - 1))
      factor *= SHRINK * SHRINK
      const error = Math.max(
        Math.abs(current[order] - current[order - 1]),
        Math.abs(current[order] - previous[order - 1]),
      )
      if (error <= smallest) [smallest, best] = [error, current[order]]
    }
    if (Math.abs(current[row] - previous[row - 1]) >= SAFE * smallest) return best
    previous = current
  }
  return best
}
