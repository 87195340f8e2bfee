import { type ProjectDocument } from '../document/schema'
import { type NumberWanted, wantedKey } from './readings'
import { type ExpectedValue, type LessonTask, type TaskCheck } from './schema'
import { setting } from './setting'
import { positionsOf, stands } from './switches'
import { typedNumber } from './typed-number'

/** What became of an expected value: as expected, so far off, or not there. */
export type Verdict =
  | { readonly kind: 'met'; readonly found: number }
  | { readonly kind: 'differs'; readonly found: number; readonly difference: number }
  | { readonly kind: 'missing' }

/** Compares a number of the network with what the lesson expects; null: the network has none there. */
export function judge({ value, tolerance }: ExpectedValue, found: number | null): Verdict {
  if (found === null) return { kind: 'missing' }
  const difference = found - value
  return Math.abs(difference) <= tolerance ? { kind: 'met', found } : { kind: 'differs', found, difference }
}

/** Decimals that tell a value from one that is just outside its tolerance: 9 for 5e-10. */
export function decimalsOf(tolerance: number): number {
  return Math.min(15, Math.max(0, Math.floor(-Math.log10(tolerance))))
}

/** What a task is judged by. */
export interface TaskEvidence {
  readonly document: ProjectDocument
  readonly numbers: ReadonlyMap<string, number | null>
  /** What the learner wrote, where the task asks for it. */
  readonly answer: string
}

export function isDone({ check }: Pick<LessonTask, 'check'>, { document, numbers, answer }: TaskEvidence): boolean {
  const at = (wanted: NumberWanted): number | null =>
    numbers.get(wantedKey({ place: wanted.place, after: wanted.after })) ?? null
  switch (check.kind) {
    case 'value': {
      const found = at(check)
      return found !== null && Math.abs(found - check.value) <= check.tolerance
    }
    case 'below': {
      const found = at(check)
      return found !== null && found < check.limit
    }
    case 'switches':
      return stands(check.positions, positionsOf(document))
    case 'setting':
      return setting(document, check.path) === check.value
    case 'number':
    case 'words':
      return isRight(check, answer)
  }
}

/** Whether a task is answered by writing. */
export const asksForAnswer = ({ kind }: TaskCheck): boolean => kind === 'number' || kind === 'words'

function isRight(check: Extract<TaskCheck, { kind: 'number' | 'words' }>, answer: string): boolean {
  if (check.kind === 'number') {
    const found = typedNumber(answer)
    return found !== null && Math.abs(found.value - check.value) <= check.tolerance
  }
  const words = plain(answer)
  return check.accept.some((accepted) => plain(accepted) === words)
}

const plain = (text: string): string => text.trim().toLowerCase().replaceAll(/\s+/g, ' ')
