import { useDocumentStore } from '../stores/document'
import { useNoticesStore } from '../stores/notices'
import { useStudyStore } from '../stores/study'
import { useTrainingStore } from '../stores/training'
import { useWalkStore } from '../stores/walk'
import { type Action } from './action'
import { markTrained } from './training-calls'
import { mayStep } from './walk'
import { inTurn, move } from './walk-calls'

/** Why the copy's updates can't be given to the run now, as a sentence; null when they can. */
export function applyHindrance(): string | null {
  const { walk } = useStudyStore()
  const { figures, running } = useTrainingStore()
  const { copied } = useWalkStore()
  if (walk === null) return 'The step debugger is not open.'
  if (running) return 'The run is training. Press Pause first.'
  if (figures.runId !== copied.id || figures.edits !== copied.edits || figures.step !== walk.step - walk.batch)
    return 'The run went on since the debugger was opened. Close it and open it again.'
  return walk.batch === 0 ? 'There is nothing to apply yet. Press Update to make an update on the copy.' : null
}

export const applyWalk: Action = {
  id: 'training.debugger-apply',
  label: 'Debugger: apply to run',
  enabled: () => mayStep() && applyHindrance() === null,
  run: async () => {
    useWalkStore().playing = false
    const fresh = useTrainingStore().figures.step === 0
    const { from, to } = await inTurn((inspection) => inspection.applyToRun())
    if (fresh) markTrained()
    else useDocumentStore().trainedSinceSave = true
    useNoticesStore().inform(
      `${to - from === 1 ? '1 update was' : `${(to - from).toLocaleString('en-US')} updates were`} applied: the run is at step ${to.toLocaleString('en-US')}.`,
    )
    await move((inspection) => inspection.debuggerView())
  },
}
