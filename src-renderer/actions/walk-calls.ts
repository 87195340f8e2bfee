import { AppError } from '@shared/errors'
import { type DebuggerView } from '@shared/inspection/step-debugger'
import { type InspectionService } from '@shared/protocol/inspection-service'
import { useConnectionStore } from '../stores/connection'
import { useDocumentStore } from '../stores/document'
import { useStudyStore } from '../stores/study'

let underWay: Promise<unknown> = Promise.resolve()

/** Asks the debugger for something after everything it was asked before: calls never overlap. */
export function inTurn<Value>(ask: (inspection: InspectionService) => Promise<Value>): Promise<Value> {
  const answer = underWay.then(() => ask(useConnectionStore().services().inspection))
  underWay = answer.catch(() => undefined)
  return answer
}

/** Moves the debugger's cursor, in turn, and shows where it is then. Errors: those of the call. */
export async function move(ask: (inspection: InspectionService) => Promise<DebuggerView>): Promise<DebuggerView> {
  const study = useStudyStore()
  const { opening } = useDocumentStore()
  try {
    const view = await inTurn(ask)
    if (useDocumentStore().opening === opening) show(view)
    return view
  } catch (thrown) {
    const error = AppError.from(thrown)
    if (error.code === 'no-debugger' || error.code === 'connection-closed') study.walk = null
    throw error
  }
}

/** Equations and drawing show the sample that was worked on last: what it came to is what a step was made for. */
function show(view: DebuggerView): void {
  const study = useStudyStore()
  study.walk = view
  const sample = view.last?.operation.sample ?? view.next.sample
  if (sample !== null) study.place = sample
}
