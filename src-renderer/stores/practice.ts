import { type Marking } from '@shared/practice/marking'
import { type PracticePlace } from '@shared/practice/mistakes'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { useDocumentStore } from './document'
import { termKey, type TermPlace, useStudyStore } from './study'

/** A number that is to be worked out. */
export interface Blank {
  readonly place: PracticePlace
  /** The number where equations and drawing show it. */
  readonly term: TermPlace
  readonly label: string
  readonly text: string
  readonly marking: Marking | null
  /** The solution was asked for. */
  readonly revealed: boolean
}

export type ChosenNumber = Pick<Blank, 'place' | 'term' | 'label'>

const isSolved = ({ marking, revealed }: Blank): boolean => revealed || marking?.kind === 'right'

/** Practice in progress: blanked numbers and what was typed for them. It ends with the project. */
export const usePracticeStore = defineStore('practice', () => {
  const store = useDocumentStore()
  const study = useStudyStore()
  const blanks = shallowRef<readonly Blank[]>([])
  const running = ref(false)
  /** A press on a number of the equations hides it. */
  const picking = ref(false)
  const right = computed(() => blanks.value.filter(({ marking }) => marking?.kind === 'right').length)

  watch(
    blanks,
    (all) => (study.blanks = new Set(all.filter((each) => !isSolved(each)).map(({ term }) => termKey(term)))),
  )
  watch(() => store.opening, end)

  const fresh = (chosen: ChosenNumber): Blank => ({ ...chosen, text: '', marking: null, revealed: false })

  function begin(chosen: readonly ChosenNumber[]): void {
    blanks.value = chosen.map(fresh)
    running.value = true
  }

  /** One number more, unless it is among them. */
  function add(chosen: ChosenNumber): void {
    if (!blanks.value.some(({ term }) => termKey(term) === termKey(chosen.term)))
      blanks.value = [...blanks.value, fresh(chosen)]
    running.value = true
  }

  function change(index: number, changes: Partial<Blank>): void {
    blanks.value = blanks.value.map((blank, at) => (at === index ? { ...blank, ...changes } : blank))
  }

  function end(): void {
    blanks.value = []
    running.value = false
    picking.value = false
  }

  return { blanks, running, picking, right, begin, add, change, end }
})
