/** A parameter of a layer: of a row and column of its weights, or of its biases. */
export interface GradientPlace {
  readonly layer: string
  /** null: the biases. */
  readonly row: number | null
  readonly column: number
}

/** The gradients of one layer, backpropagation's against central differences: pictures of its weights and its biases. */
export interface GradientMatrix {
  readonly layer: string
  readonly name: string
  /** Dense: units x inputs; normalizations: 1 x units. */
  readonly rows: number
  readonly columns: number
  readonly weights: GradientComparisons
  readonly biases: GradientComparisons
}

/** Per parameter, row by row; NaN (and kink 0) where it was not compared: no connection, or left out for time. */
export interface GradientComparisons {
  readonly analytic: Float64Array
  /** (C(theta + epsilon) - C(theta - epsilon)) / (2 epsilon) */
  readonly numeric: Float64Array
  /** |numeric - analytic| / max(|numeric|, |analytic|, 1e-6) */
  readonly errors: Float64Array
  /** 1 where the difference steps over a corner of an activation, a loss or a penalty: the error then says nothing. */
  readonly kinks: Uint8Array
}

export interface GradientMatrices {
  readonly epsilon: number
  /** Rows of the data the cost is the mean over. */
  readonly rows: readonly number[]
  readonly layers: readonly GradientMatrix[]
  /** Parameters that were compared, those of them at a corner, and all that the network has. */
  readonly compared: number
  readonly kinks: number
  readonly parameters: number
  /** Over those that are not at a corner; null where there is none. */
  readonly largest: { readonly error: number; readonly place: GradientPlace } | null
}

/** The errors for one epsilon: large ones cut curvature off, small ones leave nothing but rounding. */
export interface CurvePoint {
  readonly epsilon: number
  /** Over the parameters that are not at a corner for this epsilon; null where there is none. */
  readonly largest: number | null
  readonly median: number | null
  readonly compared: number
  readonly kinks: number
}
