import { engineFlags } from './commands'
import { type Contender } from './contender'
import { LineUp, type LineUpOptions, type Turn } from './line-up'
import { differences } from './peers'
import { type Comparison, type OwnFigures, type WorkloadResult } from './results'
import { measurePair } from './rounds'
import { median, type Pair, pairedRatio } from './statistics'
import { memoryBudget, operationsPerSample, type Workload } from './workloads'

export interface MeasureOptions extends LineUpOptions {
  readonly rounds: number
  readonly seconds: number
}

/**
 * One workload: everybody starts and is checked against the oracle, then ours and each peer take turns.
 * Errors: ours did not start, trains wrongly, or stopped.
 */
export async function measureWorkload(workload: Workload, options: MeasureOptions): Promise<WorkloadResult> {
  const lineUp = new LineUp(workload, options)
  try {
    const own = await lineUp.start()
    const { alone, revectorized } = await measureRounds(lineUp, own, options)
    const { turns, absent } = lineUp
    const rates = turns.filter(({ ours }) => ours === own).flatMap(({ pairs }) => pairs.map(({ ours }) => ours))
    return {
      workload,
      own: await ownFigures(workload, own, median([...alone, ...rates])),
      comparisons: turns.map((turn) => comparisonOf(workload, turn)),
      revectorized:
        revectorized.length > 0
          ? { samplesPerSecond: median(revectorized.map(({ ours }) => ours)), ratio: pairedRatio(revectorized) }
          : null,
      absent,
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`Ours could not be measured on ${workload.name}: ${reason}`, { cause: error })
  } finally {
    lineUp.close()
  }
}

/** Fills the pairs of the turns. `alone`: rates of ours where no peer with one thread takes part. */
async function measureRounds(
  lineUp: LineUp,
  own: Contender,
  { rounds, seconds }: MeasureOptions,
): Promise<{ alone: number[]; revectorized: Pair[] }> {
  const alone: number[] = []
  const revectorized: Pair[] = []
  for (let round = 0; round < rounds; round++) {
    for (const turn of [...lineUp.turns]) {
      try {
        turn.pairs.push(await measurePair(turn.ours, turn.contender, { round, seconds }))
      } catch (error) {
        if (!turn.contender.ended) throw error
        lineUp.leave(turn.peer, error)
      }
    }
    if (lineUp.revectorized) revectorized.push(await measurePair(lineUp.revectorized, own, { round, seconds }))
    if (lineUp.turns.every(({ ours }) => ours !== own))
      alone.push((await measurePair(own, own, { round, seconds })).ours)
  }
  return { alone, revectorized }
}

async function ownFigures(workload: Workload, own: Contender, samplesPerSecond: number): Promise<OwnFigures> {
  return {
    samplesPerSecond,
    achieved: (samplesPerSecond * operationsPerSample(workload)) / 1e9,
    facts: await own.facts(),
    versions: { ...own.introduction.versions, ...flagsInUse() },
    memoryBudget: memoryBudget(workload),
  }
}

/** The flags of V8 that our process needed are part of what was measured. */
function flagsInUse(): Record<string, string> {
  const flags = engineFlags()
  return flags.length > 0 ? { 'V8 with': flags.join(' ') } : {}
}

function comparisonOf(workload: Workload, { peer, contender, ours, pairs }: Turn): Comparison {
  const { id, label, kind, informal = false } = peer
  return {
    peer: id,
    label,
    kind,
    informal,
    differences: differences(peer, workload),
    threads: contender.introduction.threads,
    ourThreads: ours.introduction.threads,
    ours: median(pairs.map((pair) => pair.ours)),
    theirs: median(pairs.map((pair) => pair.theirs)),
    ratio: pairedRatio(pairs),
    pairs,
    versions: contender.introduction.versions,
  }
}
