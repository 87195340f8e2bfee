import { type Breakpoint, type BreakpointHit, type Operation } from '@shared/inspection/step-debugger'
import { type OperationNumbers } from './operation-result'

export interface OperationDone {
  readonly operation: Operation
  readonly numbers: OperationNumbers
  /** The loss of the batch, once that of its last sample is known; null otherwise. */
  readonly loss: number | null
  /** The loss of the batch before; null in the first. */
  readonly lossBefore: number | null
}

/** Which breakpoints an operation shows, with the number that shows each. */
export function breakpointHits(breakpoints: readonly Breakpoint[], done: OperationDone): BreakpointHit[] {
  return breakpoints.flatMap((breakpoint, index) => {
    const shown = shows(breakpoint, done)
    return shown ? [{ breakpoint: index, operation: done.operation, ...shown }] : []
  })
}

function shows(
  breakpoint: Breakpoint,
  { operation, numbers, loss, lossBefore }: OperationDone,
): { value: number; reference: number | null } | null {
  const { what, layer } = operation
  switch (breakpoint.kind) {
    case 'loss-rises':
      return loss !== null && lossBefore !== null && loss > lossBefore ? { value: loss, reference: lossBefore } : null
    case 'delta-below': {
      const { limit } = breakpoint
      if (what !== 'delta' || (breakpoint.layer !== null && breakpoint.layer !== layer)) return null
      return numbers.value !== null && Math.abs(numbers.value) < limit
        ? { value: numbers.value, reference: limit }
        : null
    }
    case 'not-finite': {
      const all = numbers.value === null ? numbers.values : [numbers.value]
      const value = all.find((each) => !Number.isFinite(each))
      return value === undefined ? null : { value, reference: null }
    }
    case 'sign-change': {
      if (what !== 'update' || (breakpoint.layer !== null && breakpoint.layer !== layer)) return null
      const at = numbers.values.findIndex((value, index) => value * numbers.before[index] < 0)
      return at < 0 ? null : { value: numbers.values[at], reference: numbers.before[at] }
    }
  }
}
