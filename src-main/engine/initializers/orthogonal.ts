import { type Initializer, type SettingsOfInitializer } from './initializer'
import { normalNumbers } from './normal-numbers'

/**
 * gain times a random matrix with orthonormal rows (columns, where there are fewer of them than rows), evenly distributed
 * over all such matrices: the Q of a matrix of normal numbers, with the signs that make the diagonal of its R positive.
 * Saxe, McClelland and Ganguli, 2013; PyTorch's orthogonal_.
 */
export const orthogonal: Initializer<SettingsOfInitializer<'orthogonal'>> = {
  id: 'orthogonal',
  draw({ gain }, { units, inputs }, random) {
    const next = normalNumbers(random)
    const length = Math.max(units, inputs)
    const vectors = Array.from({ length: Math.min(units, inputs) }, () => Array.from({ length }, next))
    orthonormalize(vectors)
    return Array.from({ length: units }, (_row, unit) =>
      Array.from({ length: inputs }, (_weight, input) =>
        units <= inputs ? gain * vectors[unit][input] : gain * vectors[input][unit],
      ),
    )
  },
}

/**
 * The modified Gram-Schmidt process, in place. What lies along the earlier vectors is taken out twice, as the first time
 * leaves rounding errors that grow with the condition of the matrix (Giraud, Langou and Rozloznik, 2005). Lengths are
 * positive, and with them the diagonal of R.
 */
function orthonormalize(vectors: readonly number[][]): void {
  vectors.forEach((vector, index) => {
    for (let pass = 0; pass < 2; pass++)
      for (let earlier = 0; earlier < index; earlier++)
        subtract(vector, vectors[earlier], dot(vector, vectors[earlier]))
    const length = Math.sqrt(dot(vector, vector))
    for (let i = 0; i < vector.length; i++) vector[i] /= length
  })
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}

/** vector <- vector - factor other. */
function subtract(vector: number[], other: readonly number[], factor: number): void {
  for (let i = 0; i < vector.length; i++) vector[i] -= factor * other[i]
}
