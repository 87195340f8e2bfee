import { PEERS } from './peers'
import { type Comparison, type OwnFigures, type WorkloadResult } from './results'
import { pairedRatio } from './statistics'
import { memoryBudget, type Workload, WORKLOADS, type WorkloadName } from './workloads'

/** Results for tests: every peer of a workload, each as many times slower than ours as it is told. */
export function madeResult(name: WorkloadName, ratios: Readonly<Record<string, number>> = {}): WorkloadResult {
  const workload = workloadNamed(name)
  const comparisons = PEERS.filter(({ workloads }) => workloads.includes(name)).map((peer): Comparison => {
    const theirs = 1000
    const ratio = ratios[peer.id] ?? 1000
    const pairs = [0.9, 1, 1.1].map((share) => ({ ours: theirs * ratio * share, theirs }))
    return {
      peer: peer.id,
      label: peer.label,
      kind: peer.kind,
      informal: peer.informal ?? false,
      differences: '',
      threads: peer.threads,
      ourThreads: peer.threads,
      ours: theirs * ratio,
      theirs,
      ratio: pairedRatio(pairs),
      pairs,
      versions: { [peer.label]: '1.0' },
    }
  })
  return { workload, own: madeFigures(workload), comparisons, revectorized: null, absent: [] }
}

function madeFigures(workload: Workload): OwnFigures {
  return {
    samplesPerSecond: 50_000,
    achieved: 40,
    facts: {
      kernel: 'float32',
      start: { build: 20, firstStep: 10 },
      memory: { bytes: 1_000_000, from: 'engine' },
      tilePeak: 50,
    },
    versions: { Node: '20.19.0' },
    memoryBudget: memoryBudget(workload),
  }
}

function workloadNamed(name: WorkloadName): Workload {
  const found = WORKLOADS.find((workload) => workload.name === name)
  if (!found) throw new Error(`no workload ${name}`)
  return found
}
