import { availableParallelism } from 'node:os'
import { compiledProgram } from '@engine/compiled/program'
import { type EngineNetwork, parameterShape } from '@engine/network'
import { type CreateProgram } from '@engine/program'
import { referenceProgram } from '@engine/reference/program'
import { workersFrom } from './threads'

export interface ProgramOptions {
  /** The bundle that helping threads run; null: one thread only. */
  readonly threadScript: string | null
  /** Threads that may share a step. */
  readonly threads: number
}

/** Two threads, where the machine has them: what a step gains from more is not measured yet. */
export const THREADS = Math.min(2, availableParallelism())

/** Below about this much work a step is over before a second thread has helped. */
const LEAST_SHARED_OPERATIONS = 12_000_000

/**
 * The program of a run. The compiled one, on as many threads as its steps are long enough for; the reference program where
 * the order of updates is that of a lesson, which nobody trains large networks with.
 */
export function programs({ threadScript, threads }: ProgramOptions): CreateProgram {
  return (network, data, settings, state) => {
    if (settings.updateOrder === 'sequential') return referenceProgram(network, data, settings, state)
    const shared = threadScript !== null && operationsOf(network, settings.batchSize) >= LEAST_SHARED_OPERATIONS
    const threading = shared
      ? { threads, workers: threads > 1 ? workersFrom(threadScript) : null }
      : { threads: 1, workers: null }
    return compiledProgram(threading)(network, data, settings, state)
  }
}

/** Multiplications and additions of one update: three products over every weight and sample. */
function operationsOf({ layers }: EngineNetwork, batchSize: number): number {
  const weights = layers.reduce((sum, layer) => {
    const shape = parameterShape(layer)
    return sum + (shape ? shape.rows * shape.columns : 0)
  }, 0)
  return 6 * weights * batchSize
}
