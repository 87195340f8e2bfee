import { computed, type ComputedRef } from 'vue'
import { termKey, type TermPlace, useStudyStore } from '../../stores/study'
import { useWalked } from './walk/use-walked'

/** Whether the page shows a number, of one sample of the batch where it belongs to one. */
export type Shown = (place: TermPlace, sample?: number) => boolean

/** Of a single sample these are the same number: dC/db = delta. */
const twins: Readonly<Partial<Record<TermPlace['what'], TermPlace['what']>>> = {
  delta: 'biasGradient',
  biasGradient: 'delta',
}

/** What a person is to work out, and what the open debugger has not computed yet, is a question mark everywhere on the page. */
export function useShown(): ComputedRef<Shown> {
  const study = useStudyStore()
  const walked = useWalked()
  return computed(() => {
    const { blanks, trace } = study
    const reached = walked.value
    const isBlank = (place: TermPlace): boolean => {
      const twin = trace?.rows.length === 1 ? twins[place.what] : undefined
      return blanks.has(termKey(place)) || (twin !== undefined && blanks.has(termKey({ ...place, what: twin })))
    }
    return (place, sample) => !isBlank(place) && (reached?.(place, sample) ?? true)
  })
}
