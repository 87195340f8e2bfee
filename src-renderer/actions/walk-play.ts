import { AppError } from '@shared/errors'
import { type DebuggerView } from '@shared/inspection/step-debugger'
import { type InspectionService } from '@shared/protocol/inspection-service'
import { watch } from 'vue'
import { useSessionStore } from '../stores/session'
import { useStudyStore } from '../stores/study'
import { useTrainingStore } from '../stores/training'
import { useWalkStore } from '../stores/walk'
import { type Action } from './action'
import { mayStep, stepForward } from './walk'
import { move } from './walk-calls'

/** Updates that a run to a breakpoint goes through at most. */
export const MOST_BATCHES = 10_000

/** The debugger plays only before a person's eyes, and not beside training. */
const mayPlay = (): boolean =>
  useStudyStore().walk !== null && useSessionStore().page === 'backprop' && !useTrainingStore().running

/** A breakpoint was met, or the commit can't be made. */
const ends = ({ hits, blocked, next }: DebuggerView): boolean => hits.length > 0 || (blocked && next.what === 'commit')

const pauseOf = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Ends playing and the run to a breakpoint; what is under way is finished. */
export function pauseWalk(): void {
  const walk = useWalkStore()
  walk.playing = false
  walk.search?.abort()
}

/** Step after step until a breakpoint, an error, a pause, another page or training. Each waits for the one before. */
async function play(): Promise<void> {
  const walk = useWalkStore()
  walk.outcome = null
  walk.playing = true
  walk.plays += 1
  const own = walk.plays
  const plays = (): boolean => walk.playing && walk.plays === own
  const unwatch = watch(mayPlay, (may) => may || pauseWalk(), { flush: 'sync' })
  try {
    while (plays()) {
      if (ends(await stepForward())) return
      if (plays()) await pauseOf(1000 / walk.speed)
    }
  } finally {
    unwatch()
    if (walk.plays === own) walk.playing = false
  }
}

export const playWalk: Action = {
  id: 'training.debugger-play',
  label: 'Debugger: play or pause',
  shortcut: 'F9',
  enabled: mayPlay,
  run: async () => {
    const { playing, search } = useWalkStore()
    if (playing || search) pauseWalk()
    else await play()
  },
}

/** Whole updates without a pause, to the first operation that a breakpoint names. */
export const runToBreakpoint: Action = {
  id: 'training.debugger-run',
  label: 'Debugger: run to breakpoint',
  shortcut: 'Shift+F9',
  enabled: () => mayStep() && useWalkStore().breakpoints.length > 0,
  run: async () => {
    const walk = useWalkStore()
    const search = new AbortController()
    walk.playing = false
    walk.outcome = null
    walk.search = search
    const unwatch = watch(mayPlay, (may) => may || search.abort(), { flush: 'sync' })
    try {
      const view = await move((inspection) => searched(inspection, search.signal))
      if (!ends(view) && !search.signal.aborted)
        walk.outcome = `No breakpoint was met in ${MOST_BATCHES.toLocaleString('en-US')} updates.`
    } finally {
      unwatch()
      walk.search = null
    }
  },
}

/** Where the search ends, be it because it was told to. */
async function searched(inspection: InspectionService, signal: AbortSignal): Promise<DebuggerView> {
  try {
    return await inspection.runToBreakpoint({ mostBatches: MOST_BATCHES }, signal)
  } catch (thrown) {
    if (AppError.from(thrown).code !== 'cancelled') throw thrown
    return inspection.debuggerView()
  }
}
