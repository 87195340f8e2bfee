import { type AppliedUpdates, type ParameterEdit, type RunRecord } from '@shared/protocol/training-service'
import { shortNumber, wholeNumber } from '../ui/numbers'

/** "Edited Hidden w[2,1] from 0.31 to 0.5 at step 1,200"; units and inputs counted from 1. */
export function editInWords({ name, unit, input, from, to, step }: ParameterEdit): string {
  const place = input === null ? `b[${unit + 1}]` : `w[${unit + 1},${input + 1}]`
  const short = (value: number): string =>
    shortNumber(value, 4)
      .replace(/(\.\d*?)0+$/, '$1')
      .replace(/\.$/, '')
  return `Edited ${name} ${place} from ${short(from)} to ${short(to)} at step ${wholeNumber(step)}`
}

/** "Applied 4 updates of the step debugger, steps 2 to 5". */
export function appliedInWords({ from, to }: AppliedUpdates): string {
  const [count, first, last] = [wholeNumber(to - from), wholeNumber(from + 1), wholeNumber(to)]
  return to - from === 1
    ? `Applied 1 update of the step debugger, step ${last}`
    : `Applied ${count} updates of the step debugger, steps ${first} to ${last}`
}

/** What was done to a run by hand, in the order of its steps. */
export function changesInWords({ edits, applied = [] }: Pick<RunRecord, 'edits' | 'applied'>): string[] {
  return [
    ...edits.map((edit) => ({ step: edit.step, words: editInWords(edit) })),
    ...applied.map((made) => ({ step: made.from, words: appliedInWords(made) })),
  ]
    .toSorted((a, b) => a.step - b.step)
    .map(({ words }) => words)
}
