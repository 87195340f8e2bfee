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

/** A weight is pressed in the drawing: beside the gradient check its curve is meant, else why it changes. */
export function pressWeight({ layer, unit, input }: ParameterPlace): void {
  const place = { layer, unit, input }
  if (useStudyStore().tab === 'check') useSessionStore().chooseParameter(place)
  else showWeight(place)
}
