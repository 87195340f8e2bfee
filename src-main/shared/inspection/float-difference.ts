/** Two arithmetics on the same numbers. */
export interface NumbersDifference {
  /** Of the readable engine, in float64. */
  readonly reference: Float64Array
  /** Of the run's own program. */
  readonly program: Float64Array
  /** Largest |program - reference|, and where; 0 of nothing. */
  readonly largest: number
  readonly at: number
  /** The same over max(|reference|, |program|); 0 where both are 0. */
  readonly largestRelative: number
}

export interface LayerDifference {
  readonly id: string
  readonly name: string
  /** a of the sample, [units]; dropout off, running statistics. */
  readonly activations: NumbersDifference
  /** The parameters after the next update, made by both: weights row by row, then biases. null without parameters, and where either is not finite. */
  readonly updated: NumbersDifference | null
}

/** How far the run's program, float32 as a rule, is from the readable engine in float64 that begins with the same weights. */
export interface FloatDifference {
  readonly runId: string
  /** The arithmetic of the run, as `Program.kernel` names it. */
  readonly kernel: string
  readonly step: number
  readonly sample: number
  /** The batch of the next update. */
  readonly rows: readonly number[]
  readonly layers: readonly LayerDifference[]
}
