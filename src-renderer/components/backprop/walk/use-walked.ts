import { computed, type ComputedRef } from 'vue'
import { useStudyStore } from '../../../stores/study'
import { type Reached, reachedIn } from './reached-in'

/** What is computed where the open debugger's cursor is; null while none is open, or its numbers are still on their way. */
export function useWalked(): ComputedRef<Reached | null> {
  const study = useStudyStore()
  return computed(() => (study.walk && study.trace ? reachedIn(study.walk, study.trace) : null))
}
