/** Where on its way from a parameter to the loss a path is. */
export interface PathStop {
  readonly layer: string
  /** z: before the activation; a: what leaves the layer; loss: the end. */
  readonly at: 'z' | 'a' | 'loss'
  /** Place in the batch. Batch normalization leads from one sample to others. */
  readonly sample: number
  readonly unit: number
  /** The derivative of this number with respect to the one before it on the path (first: with respect to the parameter). */
  readonly factor: number
}

/** One product of the chain rule: from the parameter to the loss. */
export interface LossPath {
  readonly stops: readonly PathStop[]
  /** The product of the factors: the path's share in dC/d(parameter), C the batch's mean. */
  readonly product: number
}

export interface LossPaths {
  /** The paths with the largest products, largest first. */
  readonly listed: readonly LossPath[]
  /** Paths there are; a number beyond 2^53 is rounded. */
  readonly count: number
  readonly omittedCount: number
  /** Sum of the products of those that are not listed. */
  readonly omittedSum: number
  /** Sum of all: dC/d(parameter) of the data. */
  readonly total: number
  /** Sum of the sizes of all: much larger than |total| where paths cancel each other. */
  readonly magnitude: number
}

export interface SampleContribution {
  /** Row of the data. */
  readonly row: number
  /** weight of the sample * sum over units of input * delta / total weight. */
  readonly gradient: number
  /** What the derivative is the product of: a of the source (1 for a bias), and delta with the sample's weight. Shared bias: input 1, delta summed. */
  readonly input: number
  readonly delta: number
  /** Its part in the change: scale * gradient. */
  readonly change: number
}

/**
 * Why one parameter changes in one update:
 *
 *     new - old = sum of samples' changes + l1 + l2 + clipping + history + decay + rounding
 *
 * each as a part of the change. rounding is what old + change loses when it is stored.
 */
export interface WeightChange {
  readonly layer: string
  readonly name: string
  readonly unit: number
  /** null: the bias. */
  readonly input: number | null
  readonly old: number
  readonly new: number
  readonly frozen: boolean
  /** dC/d(parameter): of the data, with penalties, clipped. */
  readonly gradient: number
  readonly penalized: number
  readonly clipped: number
  /** Change per gradient, see ParameterUpdate; 0 where frozen. */
  readonly scale: number
  readonly samples: readonly SampleContribution[]
  /** Parts of the change. */
  readonly parts: {
    readonly data: number
    readonly l1: number
    readonly l2: number
    readonly clipping: number
    readonly history: number
    readonly decay: number
    readonly rounding: number
  }
  /** The optimizer's numbers by name, as ParameterUpdate. */
  readonly optimizerTerms: Readonly<Record<string, number>>
  /** null where there are too many connections to follow. */
  readonly paths: LossPaths | null
}
