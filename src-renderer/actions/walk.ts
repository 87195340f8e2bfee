import { AppError } from '@shared/errors'
import { granularities, type Granularity } from '@shared/inspection/step-debugger'
import { useConnectionStore } from '../stores/connection'
import { useSessionStore } from '../stores/session'
import { useStudyStore } from '../stores/study'
import { useTrainingStore } from '../stores/training'
import { useWalkStore } from '../stores/walk'
import { type Action } from './action'
import { training } from './training-calls'
import { inTurn, move } from './walk-calls'

export const granularityLabels: Readonly<Record<Granularity, string>> = {
  operation: 'operation',
  neuron: 'neuron',
  layer: 'layer',
  sample: 'sample',
  batch: 'batch',
}

const opened = (): boolean => useStudyStore().walk !== null
/** A search ends with the next call, so nothing else is offered meanwhile but to pause it. */
export const mayStep = (): boolean => opened() && useWalkStore().search === null

export const openWalk: Action = {
  id: 'training.debugger-open',
  label: 'Open the step debugger',
  shortcut: 'Ctrl+F8',
  enabled: () =>
    !opened() &&
    useConnectionStore().current !== null &&
    useTrainingStore().figures.runId !== '' &&
    !useTrainingStore().running,
  run: async () => {
    const walk = useWalkStore()
    const { runId: id, edits } = useTrainingStore().figures
    useSessionStore().page = 'backprop'
    walk.forget()
    walk.copied = { id, edits }
    try {
      const { service, document } = training()
      // What was opened or edited just before may not have reached the engine yet.
      await service.prepare({ document })
      await move((inspection) => inspection.openDebugger({ breakpoints: walk.breakpoints }))
    } catch (thrown) {
      walk.refusal = AppError.from(thrown)
    }
  },
}

/** The scratch copy is thrown away. */
export const closeWalk: Action = {
  id: 'training.debugger-close',
  label: 'Close the step debugger',
  enabled: opened,
  run: async () => {
    useWalkStore().forget()
    await inTurn((inspection) => inspection.closeDebugger())
    useStudyStore().walk = null
  },
}

/** Steps are taken by hand or by playing, not both at once. */
function byHand(take: () => Promise<unknown>): () => Promise<void> {
  return async () => {
    const walk = useWalkStore()
    walk.playing = false
    walk.outcome = null
    await take()
  }
}

export const stepForward = () =>
  move((inspection) => inspection.stepForward({ granularity: useWalkStore().granularity }))

export const walkForward: Action = {
  id: 'training.debugger-forward',
  label: 'Debugger: step forward',
  shortcut: 'F8',
  enabled: mayStep,
  run: byHand(stepForward),
}

const atBeginning = (): boolean => {
  const { walk } = useStudyStore()
  return walk === null || (walk.batch === 0 && walk.position === 0)
}

export const walkBack: Action = {
  id: 'training.debugger-back',
  label: 'Debugger: step back',
  shortcut: 'Shift+F8',
  enabled: () => mayStep() && !atBeginning(),
  run: byHand(() => move((inspection) => inspection.stepBack({ granularity: useWalkStore().granularity }))),
}

/** From the very beginning of an update to the one before. */
export const walkToStart: Action = {
  id: 'training.debugger-start',
  label: 'Debugger: back to the start of the update',
  enabled: () => mayStep() && !atBeginning(),
  run: byHand(() => move((inspection) => inspection.stepBack({ granularity: 'batch' }))),
}

/** What remains of the update, and the commit: only here the copy's weights change. */
export const walkUpdate: Action = {
  id: 'training.debugger-update',
  label: 'Debugger: finish the update',
  shortcut: 'Ctrl+F9',
  enabled: mayStep,
  run: byHand(() => move((inspection) => inspection.stepForward({ granularity: 'batch' }))),
}

/** To a place of the update at the cursor, as the sections of the view give them. */
export const goTo = (position: number): (() => Promise<void>) =>
  byHand(() => move((inspection) => inspection.moveTo({ position })))

export const chooseGranularity: readonly Action[] = granularities.map((granularity) => ({
  id: `training.debugger-by-${granularity}`,
  label: `Debugger: step by ${granularityLabels[granularity]}`,
  checked: () => useWalkStore().granularity === granularity,
  run: () => {
    useWalkStore().granularity = granularity
  },
}))
