import { type Breakpoint } from '@shared/inspection/step-debugger'
import { useStudyStore } from '../stores/study'
import { useWalkStore } from '../stores/walk'
import { attempt } from './perform'
import { move } from './walk-calls'

/** The debugger looks at these from now on, and at the next opening. */
export function setBreakpoints(breakpoints: readonly Breakpoint[]): Promise<void> {
  return attempt(async () => {
    useWalkStore().breakpoints = breakpoints
    if (useStudyStore().walk) await move((inspection) => inspection.setBreakpoints({ breakpoints }))
  })
}
