import { PEERS } from './peers'
import { type Comparison, type WorkloadResult } from './results'
import { type WorkloadName } from './workloads'

type Row = 'numpy-1' | 'torch-1' | 'torch-2' | 'best JavaScript peer'

/** The least ratio ours / peer, by peer and workload. */
export const GATE: Readonly<Record<Row, Partial<Record<WorkloadName, number>>>> = {
  'numpy-1': { W1: 100, W2: 25, W3: 3, W4: 0.55, W5: 0.5 },
  'torch-1': { W1: 700, W2: 150, W3: 9, W4: 0.75, W5: 0.6 },
  'torch-2': { W4: 1.1, W5: 0.65 },
  'best JavaScript peer': { W1: 0.6, W2: 8, W3: 30, W4: 10, W5: 30 },
}

/** Compile, build and first step, in milliseconds; W5 has no limit. */
const START_LIMIT = 50
const START_WORKLOADS: readonly WorkloadName[] = ['W1', 'W2', 'W3', 'W4']
export const MEMORY_WORKLOADS: readonly WorkloadName[] = ['W4', 'W5']

/** What keeps the results from passing the gate, one sentence each; empty: they pass. */
export function gateFailures(results: readonly WorkloadResult[]): string[] {
  return results.flatMap((result) => [
    ...Object.entries(GATE).flatMap(([row, limits]) => {
      const limit = limits[result.workload.name]
      return limit === undefined ? [] : rowFailures(result, row as Row, limit)
    }),
    ...ownFailures(result),
  ])
}

function rowFailures(result: WorkloadResult, row: Row, limit: number): string[] {
  const { name } = result.workload
  const missing = PEERS.filter(
    ({ id, kind, workloads }) =>
      (row === 'best JavaScript peer' ? kind === 'javascript' : id === row) &&
      workloads.includes(name) &&
      !result.comparisons.some(({ peer }) => peer === id),
  )
  if (missing.length > 0)
    return missing.map(({ id, label }) => {
      const reason = result.absent.find(({ peer }) => peer === id)?.reason ?? 'it was not asked for'
      return `${name}: ${label} is missing (${reason}).`
    })
  const comparison =
    row === 'best JavaScript peer'
      ? bestJavaScriptPeer(result.comparisons)
      : result.comparisons.find(({ peer }) => peer === row)
  if (!comparison) return []
  const { label, ratio, threads, ourThreads } = comparison
  if (threads !== ourThreads)
    return [`${name}: ${label} was measured against ${ourThreads} of ours: the numbers of threads must be the same.`]
  // Not `ratio < limit`: what is not a number must not pass.
  if (ratio.median >= limit) return []
  const place = row === 'best JavaScript peer' ? `${label}, the best JavaScript peer` : label
  return [`${name}: ${ratio.median.toPrecision(3)} times as fast as ${place}; at least ${limit} is asked for.`]
}

/** The one that comes nearest to us, or is furthest ahead. */
export function bestJavaScriptPeer(comparisons: readonly Comparison[]): Comparison | undefined {
  return comparisons
    .filter(({ kind }) => kind === 'javascript')
    .toSorted((a, b) => a.ratio.median - b.ratio.median)
    .at(0)
}

function ownFailures({ workload: { name }, own }: WorkloadResult): string[] {
  if (!own) return [`${name}: ours was not measured.`]
  const { start, memory } = own.facts
  const milliseconds = start.build + start.firstStep
  const slow = START_WORKLOADS.includes(name) && !(milliseconds < START_LIMIT)
  const large = MEMORY_WORKLOADS.includes(name) && !(memory.bytes <= own.memoryBudget)
  return [
    ...(slow
      ? [`${name}: training starts within ${milliseconds.toFixed(0)} ms; less than ${START_LIMIT} is asked for.`]
      : []),
    ...(large
      ? [`${name}: training takes ${megabytes(memory.bytes)}; at most ${megabytes(own.memoryBudget)} are asked for.`]
      : []),
  ]
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`
