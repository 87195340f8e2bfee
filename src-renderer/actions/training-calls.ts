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

/** The weights are no longer those in the file. */
export function markTrained(): void {
  useDocumentStore().trainedSinceSave = true
}
