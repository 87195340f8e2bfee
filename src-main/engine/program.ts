import { type TrainingSettings } from '@shared/document/schema'
import { type PreparedData } from './data/prepare'
import { type EngineNetwork, type Parameters, type Statistics } from './network'
import { type RandomState } from './random'

/**
 * The contract of the two faces of the engine: the reference program (to be read, the oracle) and the compiled program
 * (to be fast). A program owns the parameters, the optimizer's state and the data of one run; the trainer tells it which
 * rows to learn from, and at which rate. It knows no epochs, no schedule and no clock.
 */
export interface Program {
  /** The arithmetic: 'reference float64', 'float64', 'float32' or 'float32 fused'. Only runs of one kernel are compared bit for bit. */
  readonly kernel: string
  readonly threads: number
  /**
   * Settings that may change between two updates: the optimizer's numbers (its rate comes with the batches), clipping
   * and penalties. Before the first update the optimizer's slots begin anew, since they may depend on its numbers.
   */
  configure(settings: ProgramSettings): void
  /**
   * Up to `rates.length` updates, on consecutive batches of `rows`. Stops before an update that would not be finite. A
   * batch whose weights sum to 0 has loss 0 and gradient 0.
   */
  update(batches: Batches): Updates
  /** Takes back the last update of the last call of `update`, which was `undoable`; only directly after it, and only once. */
  undo(): void
  /** Loss and outputs of rows with dropout off and running statistics; nothing is changed. 'best' where none is kept: last. */
  measure(rows: ArrayLike<number>, weights?: 'last' | 'best'): Measured
  /** a of every layer for one row of the data, by layer id, measured as above. */
  activations(row: number): Record<string, ArrayLike<number>>
  /**
   * Euclidean length of the last update's gradient, penalties included, before clipping, over all parameters that are
   * not frozen; null before the first.
   */
  gradientNorm(): number | null
  /** The penalties of the present weights: lambda times their sums. */
  penalty(): number
  /** Keeps the present weights and statistics as the best ones. */
  keepBest(): void
  /** Goes back to the best ones; the optimizer's state stays. */
  restoreBest(): void
  parameters(weights?: 'last' | 'best'): Parameters
  /** One weight of a layer that has parameters, [unit][input] of its matrix, at present. */
  weightAt(layer: string, unit: number, input: number): number
  biasAt(layer: string, index: number): number
  statistics(weights?: 'last' | 'best'): Statistics
  state(): ProgramState
  load(state: ProgramState): void
  /** Ends threads and gives memory back. */
  dispose(): void
}

/** What a program takes from the training settings; the optimizer's id, the order of updates and the loss never change. */
export type ProgramSettings = Pick<TrainingSettings, 'optimizer' | 'clipping' | 'regularization' | 'updateOrder'>

/** Makes the program of one run; `state` is a fresh one or that of a checkpoint. */
export type CreateProgram = (
  network: EngineNetwork,
  data: PreparedData,
  settings: TrainingSettings,
  state: ProgramState,
) => Program

export interface Batches {
  /** Rows of the data in the order of the epoch. */
  readonly rows: Int32Array
  /** Where in `rows` the first batch begins. */
  readonly start: number
  /** The last batch of `rows` may be smaller. */
  readonly batchSize: number
  /** The learning rate of each update. */
  readonly rates: Float64Array
  /** The last of these updates may have to be taken back. */
  readonly undoable: boolean
}

export interface Updates {
  /** Loss of each batch before its update, without penalties: the weighted mean over its samples. Later calls leave it as it is. */
  readonly losses: Float64Array
  /** Why the next update was not made; null where all were. Nothing of that update remains. */
  readonly failure: NotFinite | null
}

/** The first number that was not finite, in the order of the computation. */
export interface NotFinite {
  readonly layer: string
  readonly what: 'an activation' | 'the loss' | 'the gradient' | 'a weight'
  /** Row of the data; null where no single one is to blame. */
  readonly sample: number | null
  /** Unit of the layer, counted from 0; null where no single one is to blame. */
  readonly unit: number | null
}

export interface Measured {
  /** Weighted mean over the rows, without penalties. */
  readonly loss: number
  /** [rows][outputs], row by row. */
  readonly outputs: Float64Array
}

/** Everything a program needs to go on as if it had never stopped; plain data. */
export interface ProgramState {
  readonly parameters: Parameters
  readonly statistics: Statistics
  /** The optimizer's numbers per parameter, one set per slot. */
  readonly slots: readonly Parameters[]
  /** The optimizer's numbers that are the same for all parameters, such as a running product. */
  readonly memory: readonly number[]
  /** Updates so far. */
  readonly step: number
  /** The generator behind dropout. */
  readonly dropout: RandomState
  readonly best: { readonly parameters: Parameters; readonly statistics: Statistics } | null
}
