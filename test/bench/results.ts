import { type Peer } from './peers'
import { type Facts } from './protocol'
import { type Pair, type Spread } from './statistics'
import { type Workload, type WorkloadName } from './workloads'

/** Ours and one peer, measured in turns; rates in samples per second. */
export interface Comparison {
  readonly peer: string
  readonly label: string
  readonly kind: Peer['kind']
  readonly informal: boolean
  /** How its work differs from ours. */
  readonly differences: string
  /** Threads of the peer, and those that ours really used beside it. */
  readonly threads: number
  readonly ourThreads: number
  readonly ours: number
  readonly theirs: number
  /** ours / theirs */
  readonly ratio: Spread
  readonly pairs: readonly Pair[]
  readonly versions: Readonly<Record<string, string>>
}

/** Our own figures on one workload with one thread. */
export interface OwnFigures {
  readonly samplesPerSecond: number
  /** Of the matrix products, in GFLOP/s. */
  readonly achieved: number
  readonly facts: Facts
  readonly versions: Readonly<Record<string, string>>
  readonly memoryBudget: number
}

export interface WorkloadResult {
  readonly workload: Workload
  readonly own: OwnFigures | null
  readonly comparisons: readonly Comparison[]
  /** With the experimental flag of V8, over without; null: this Node does not know the flag. */
  readonly revectorized: { readonly samplesPerSecond: number; readonly ratio: Spread } | null
  readonly absent: readonly Absence[]
}

export interface Absence {
  readonly workload: WorkloadName
  readonly peer: string
  readonly label: string
  readonly reason: string
}
