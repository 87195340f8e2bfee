import { type GradientMatrices, type GradientMatrix, type GradientPlace } from '@shared/inspection/gradient-matrix'
import { type ParameterPlace } from '@shared/protocol/training-service'

/** One parameter of a check. */
export interface ErrorCell {
  readonly place: GradientPlace
  readonly analytic: number
  readonly numeric: number
  /** NaN where it was not compared. */
  readonly error: number
  readonly kink: boolean
}

/** The parameters of a layer as they lie in a picture: its weights, and its biases in a row or column of their own. */
export interface ErrorGrid {
  readonly layer: string
  readonly name: string
  readonly rows: number
  readonly columns: number
  /** Where the biases begin: a gap is drawn before them. */
  readonly biases: 'column' | 'row' | 'none'
  readonly at: (row: number, column: number) => ErrorCell | null
}

/** Dense layers have the bias of a unit behind its weights; normalizations have the shifts below the scales. */
export function errorGrid(matrix: GradientMatrix): ErrorGrid {
  const { layer, name, rows, columns } = matrix
  const count = matrix.biases.errors.length
  const below = rows === 1 && count === columns && count > 1
  const biases = count === 0 ? 'none' : below ? 'row' : 'column'
  const biasAt = (row: number, column: number): number | null => {
    const at = biases === 'row' && row === rows ? column : biases === 'column' && column === columns ? row : null
    return at !== null && at < count ? at : null
  }
  return {
    layer,
    name,
    rows: rows + (biases === 'row' ? 1 : 0),
    columns: columns + (biases === 'column' ? 1 : 0),
    biases,
    at: (row, column) => {
      if (row < rows && column < columns) return cellOf(matrix, { layer, row, column })
      const bias = biasAt(row, column)
      return bias === null ? null : cellOf(matrix, { layer, row: null, column: bias })
    },
  }
}

/** What the check found of a parameter; null where the layer has none there. */
export function cellOf(matrix: GradientMatrix, place: GradientPlace): ErrorCell | null {
  const { row, column } = place
  const from = row === null ? matrix.biases : matrix.weights
  const at = row === null ? column : row * matrix.columns + column
  const error = from.errors[at]
  if (error === undefined) return null
  const [analytic = Number.NaN, numeric = Number.NaN] = [from.analytic[at], from.numeric[at]]
  return { place, analytic, numeric, error, kink: from.kinks[at] === 1 }
}

/** A parameter as a check names it: the scale of a normalization's unit is its input 0, and row 0 of its weights. */
export function gradientPlace(
  { layer, unit, input }: ParameterPlace,
  matrix: GradientMatrix | undefined,
): GradientPlace {
  if (input === null) return { layer, row: null, column: matrix?.biases.errors.length === 1 ? 0 : unit }
  const scales = matrix?.rows === 1 && unit > 0
  return scales ? { layer, row: 0, column: unit } : { layer, row: unit, column: input }
}

/** The other way round. */
export function parameterPlace(
  { layer, row, column }: GradientPlace,
  matrix: GradientMatrix | undefined,
): ParameterPlace {
  if (row === null) return { layer, unit: column, input: null }
  const scales = matrix?.rows === 1 && matrix.biases.errors.length > 1
  return scales ? { layer, unit: column, input: 0 } : { layer, unit: row, input: column }
}

export const matrixOf = ({ layers }: GradientMatrices, id: string): GradientMatrix | undefined =>
  layers.find(({ layer }) => layer === id)

/** The largest errors, at corners or not, largest first; what was not compared is left out. */
export function largestErrors({ layers }: GradientMatrices, most: number): ErrorCell[] {
  const compared = layers.flatMap((matrix) => [
    ...placesOf(matrix.weights.errors).map((at) => ({ matrix, ...placed(matrix, at) })),
    ...placesOf(matrix.biases.errors).map((column) => ({ matrix, row: null, column })),
  ])
  return compared
    .flatMap(({ matrix, row, column }) => cellOf(matrix, { layer: matrix.layer, row, column }) ?? [])
    .toSorted((a, b) => b.error - a.error)
    .slice(0, most)
}

const placed = ({ columns }: GradientMatrix, at: number) => ({ row: Math.floor(at / columns), column: at % columns })

/** Of a large network few are compared: the others are passed over before anything is made of them. */
function placesOf(errors: Float64Array): number[] {
  const places: number[] = []
  errors.forEach((error, at) => {
    if (!Number.isNaN(error)) places.push(at)
  })
  return places
}
