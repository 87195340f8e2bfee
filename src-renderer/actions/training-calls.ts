import { runFingerprint } from '@shared/document/fingerprint'
import { useConnectionStore } from '../stores/connection'
import { useDocumentStore } from '../stores/document'
import { useTrainingStore } from '../stores/training'

/** The engine's training service, and the document as it is shown now. */
export function training() {
  return { service: useConnectionStore().services().training, document: useDocumentStore().document }
}

/** Why the network can't be trained now, as a sentence; null when it can. */
export function hindrance(): string | null {
  const [own] = useDocumentStore().shapes.problems
  if (own) return own.message
  return useTrainingStore().problem
}

export const mayTrain = (): boolean => useConnectionStore().current !== null && hindrance() === null

/** Takes note that a run follows the document as it is now, and that its weights are no longer those in the file. */
export function markTrained(): void {
  useDocumentStore().trainedSinceSave = true
  markRunOfDocument()
}

/** Takes note that the run there is belongs to the document as it is now. */
export function markRunOfDocument(): void {
  useTrainingStore().startedFrom = runFingerprint(useDocumentStore().document)
}

/** The document was edited so that the run no longer fits it: training starts a new run. */
export function changedSinceRun(): boolean {
  const { startedFrom, figures } = useTrainingStore()
  if (startedFrom === null || figures.step === 0) return false
  return runFingerprint(useDocumentStore().document) !== startedFrom
}
