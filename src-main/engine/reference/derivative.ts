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

export interface Derivative {
  readonly value: number
  /** How far it may be off: what the table says, or the function's last binary digit over the step. */
  readonly uncertainty: number
}

/**
 * df/dx at x by central differences (f(x + h) - f(x - h)) / 2h with shrinking h, extrapolated to h = 0 (Ridders, 1982;
 * Numerical Recipes, 5.7). Begins with the largest h of EPSILON, a tenth and a hundredth of it whose ends lie on the same
 * smooth piece as x; null where there is none.
 */
export function derivative(f: (x: number) => Sample, x: number): Derivative | null {
  const { piece, value } = f(x)
  for (let h = EPSILON; h >= SMALLEST_STEP * 0.99; h /= 10)
    if (f(x + h).piece === piece && f(x - h).piece === piece)
      return extrapolated((at) => f(at).value, { x, first: h, rounding: Math.abs(value) * Number.EPSILON })
  return null
}

function extrapolated(
  f: (x: number) => number,
  { x, first, rounding }: { readonly x: number; readonly first: number; readonly rounding: number },
): Derivative {
  const quotient = (h: number): number => (f(x + h) - f(x - h)) / (2 * h)
  let h = first
  let previous = [quotient(h)]
  let smallest = Number.POSITIVE_INFINITY
  let best: Derivative = { value: previous[0], uncertainty: smallest }
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
      if (error > smallest) continue
      smallest = error
      best = { value: current[order], uncertainty: Math.max(error, rounding / h) }
    }
    if (Math.abs(current[row] - previous[row - 1]) >= SAFE * smallest) return best
    previous = current
  }
  return best
}
