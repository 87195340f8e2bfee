/** One operation of an update: of one unit, for one sample where it has one. */
export interface Operation {
  readonly phase: 'forward' | 'loss' | 'backward' | 'gradient' | 'update'
  /**
   * z: the weighted input; a: what leaves the unit; loss: the cost of a sample; gradientOfA: dC/da, the branches summed;
   * delta: dC/dz; gradient: the batch's means of a unit's parameters; update: the unit's parameters from old to new;
   * commit: the new parameters take the place of the old.
   */
  readonly what: 'z' | 'a' | 'loss' | 'gradientOfA' | 'delta' | 'gradient' | 'update' | 'commit'
  readonly layer: string
  /** Place in the batch; null for what is of the whole batch. */
  readonly sample: number | null
  /** null for a loss, a shared bias and the commit. */
  readonly unit: number | null
}

/**
 * How far a step goes. operation: one; neuron: all of one unit and sample; layer: all units of a layer in one phase;
 * sample: forwards, loss and backwards of one sample (in networks with batch normalization and in sequential order, where
 * samples go through each layer together: of one sample in one layer); batch: to the end of the update.
 */
export const granularities = ['operation', 'neuron', 'layer', 'sample', 'batch'] as const
export type Granularity = (typeof granularities)[number]

/** Where a walk forwards stops: right after the operation that shows it. */
export type Breakpoint =
  /** The loss of the batch is above that of the batch before. */
  | { readonly kind: 'loss-rises' }
  /** |delta| < limit, 0 included, in one layer (null: in any). */
  | { readonly kind: 'delta-below'; readonly limit: number; readonly layer: string | null }
  /** Any number is infinite or not a number. */
  | { readonly kind: 'not-finite' }
  /** An update takes a weight or bias to the other side of 0, in one layer (null: in any). */
  | { readonly kind: 'sign-change'; readonly layer: string | null }

export interface BreakpointHit {
  /** Which of the breakpoints, counted from 0. */
  readonly breakpoint: number
  readonly operation: Operation
  /** The number that shows it: the loss, delta, the number that is not finite, the new weight. */
  readonly value: number
  /** What it is compared with: the loss before, the limit, the old weight; null where there is none. */
  readonly reference: number | null
}

/** A product of factors in what an operation's value is the sum of. */
export interface OperationTerm {
  /** weight: [w, a]; bias: [b]; input: [x] or [x, dropout factor]; scale: [gamma, normalized]; branch: [w, delta] or [dC/da]; chain: [dC/da, da/dz]; softmax: [term]. */
  readonly kind: 'weight' | 'bias' | 'input' | 'scale' | 'branch' | 'chain' | 'softmax'
  /** The layer that the term comes from or through, and the unit there. */
  readonly layer: string
  readonly unit: number
  readonly factors: readonly number[]
}

/** What an operation computes. */
export interface OperationResult {
  readonly operation: Operation
  /** null for gradient, update and commit, which have several. */
  readonly value: number | null
  /** Products whose sum is the value; empty where it is a function of other kind (activation, loss, fused delta). */
  readonly terms: readonly OperationTerm[]
  /** gradient, update: of the unit's weights in order, then its bias. */
  readonly values: readonly number[]
  /** update: the same before it. */
  readonly before: readonly number[]
}

/** Operations in a row: those of one layer in one phase, of one sample where samples are worked through one by one. */
export interface OperationSection {
  readonly phase: Operation['phase']
  readonly layer: string
  /** The first operation, and the one behind the last, as places of the cursor. */
  readonly start: number
  readonly end: number
}

export interface DebuggerView {
  /** Updates done since the session began, and operations done of the `operations` of the next. */
  readonly batch: number
  readonly position: number
  readonly operations: number
  /** What the sample at the cursor goes through, in order, and what is of the whole batch; without the commit. */
  readonly sections: readonly OperationSection[]
  /** Of the scratch copy: updates, epochs and batches done. */
  readonly step: number
  readonly epoch: number
  readonly batchOfEpoch: number
  /** Rows of the data in the batch, and its rate. */
  readonly rows: readonly number[]
  readonly rate: number
  /** The operation just done, of the update before where none of this one is; null at the very beginning. */
  readonly last: OperationResult | null
  /** The next one. */
  readonly next: Operation
  /** What the last move ran into. */
  readonly hits: readonly BreakpointHit[]
  /** The commit can't be made: its numbers are not finite. */
  readonly blocked: boolean
}
