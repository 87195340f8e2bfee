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

/** Whether a person is to work a number out, or could read it off what is shown there. */
export function useBlanked(): ComputedRef<(place: TermPlace) => boolean> {
  const study = useStudyStore()
  return computed(() => {
    const { blanks, trace } = study
    return (own) => {
      const place = gradientBehind(own)
      const twin = trace?.rows.length === 1 ? twins[place.what] : undefined
      return blanks.has(termKey(place)) || (twin !== undefined && blanks.has(termKey({ ...place, what: twin })))
    }
  })
}

/** What the optimizer makes of a gradient gives the gradient away. */
function gradientBehind(place: TermPlace): TermPlace {
  if (place.what !== 'updateTerm') return place
  return { ...place, what: place.input === null ? 'biasGradient' : 'weightGradient' }
}

/** What a person is to work out, and what the open debugger has not computed yet, is a question mark everywhere on the page. */
export function useShown(): ComputedRef<Shown> {
  const isBlank = useBlanked()
  const walked = useWalked()
  return computed(() => {
    const [blank, reached] = [isBlank.value, walked.value]
    return (place, sample) => !blank(place) && (reached?.(place, sample) ?? true)
  })
}
