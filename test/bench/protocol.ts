import { type Workload } from './workloads'

/**
 * How the bench speaks with a contender, which is a child process: its last argument is an `Assignment` as JSON; it
 * prints one `Introduction` when its data is made, then answers every `Question`, one JSON line each. It ends when its
 * standard input does. A contender that cannot go on prints { problem }.
 */
export interface Assignment {
  readonly workload: Workload
  readonly threads: 1 | 2
}

export interface Introduction {
  /** Of the library and of what it runs on. */
  readonly versions: Readonly<Record<string, string>>
  /** Those it really uses. */
  readonly threads: number
}

export type Question =
  /** Trains on, shuffled anew every epoch: some seconds unmeasured, then a measured window. */
  | { readonly ask: 'measure'; readonly warmUp: number; readonly seconds: number }
  /** Losses of the first `checkedSteps` updates from `makeWeights`, in the order of the rows. */
  | { readonly ask: 'check' }
  /** Only ours. */
  | { readonly ask: 'facts' }

export interface Measured {
  readonly samples: number
  readonly seconds: number
}

/** Null: this library can't be given weights or trains by other rules, and is compared by speed only. */
export interface Checked {
  readonly losses: readonly number[] | null
}

/** What only our own contender tells. */
export interface Facts {
  /** The arithmetic that trains. */
  readonly kernel: string
  /** Milliseconds until the run was built (its data with it), and for the first step after it. */
  readonly start: { readonly build: number; readonly firstStep: number }
  /** Bytes that training took: the engine's own where it tells them, else by what the process grew. */
  readonly memory: { readonly bytes: number; readonly from: 'engine' | 'process' }
  /** Peak of the tile kernel of the products in GFLOP/s; null where there is none. */
  readonly tilePeak: number | null
}
