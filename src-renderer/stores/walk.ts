import { type AppError } from '@shared/errors'
import { type Breakpoint, type Granularity } from '@shared/inspection/step-debugger'
import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import { useDocumentStore } from './document'
import { useStudyStore } from './study'

/** The copied run as it was when the debugger was opened, by what tells whether it has gone on since. */
export interface CopiedRun {
  readonly id: string
  readonly edits: number
}

/** How the step debugger is walked through; where it is, the study store holds. */
export const useWalkStore = defineStore('walk', () => {
  const granularity = ref<Granularity>('operation')
  /** Steps a second while it plays. */
  const speed = ref(4)
  const breakpoints = shallowRef<readonly Breakpoint[]>([])
  const playing = ref(false)
  /** Counts the starts of playing: what an earlier one waits for must not go on beside the present one. */
  const plays = ref(0)
  /** Ends the run to a breakpoint that is under way; null where none is. */
  const search = shallowRef<AbortController | null>(null)
  /** What the last run to a breakpoint came to where it met none, as a sentence. */
  const outcome = ref<string | null>(null)
  const copied = shallowRef<CopiedRun>({ id: '', edits: 0 })
  /** Why the debugger could not be opened. */
  const refusal = shallowRef<AppError | null>(null)

  function forget(): void {
    search.value?.abort()
    playing.value = false
    outcome.value = null
    refusal.value = null
  }
  watch(
    () => useDocumentStore().opening,
    () => {
      forget()
      breakpoints.value = []
      useStudyStore().walk = null
    },
  )

  return { granularity, speed, breakpoints, playing, plays, search, outcome, copied, refusal, forget }
})
