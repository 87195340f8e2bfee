import { type ParameterPlace } from '@shared/protocol/training-service'
import { useSessionStore } from '../stores/session'
import { useStudyStore } from '../stores/study'

/** Shows beside the drawing why a weight or bias changes. */
export function showWeight(place: ParameterPlace): void {
  const session = useSessionStore()
  session.chooseParameter(place)
  session.inspectorOpen = true
  useStudyStore().tab = 'weight'
}
