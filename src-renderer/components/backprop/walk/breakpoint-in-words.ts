import { type Breakpoint, type BreakpointHit, type OperationResult } from '@shared/inspection/step-debugger'
import { digits } from '../../ui/digits'
import { type UnitNames } from '../unit-names'
import { operationTitle, parameterLabel, type WordContext } from './operation-in-words'

export const breakpointLabels: Readonly<Record<Breakpoint['kind'], string>> = {
  'loss-rises': 'The loss rises',
  'delta-below': '|δ| is below a limit',
  'not-finite': 'A number is not finite',
  'sign-change': 'A weight changes sign',
}

/** "|δ| < 0.001 in Hidden". */
export function breakpointInWords(breakpoint: Breakpoint, names: UnitNames): string {
  const where = 'layer' in breakpoint && breakpoint.layer !== null ? ` in ${names.layer(breakpoint.layer)}` : ''
  return breakpoint.kind === 'delta-below'
    ? `|δ| < ${digits(breakpoint.limit)}${where}`
    : `${breakpointLabels[breakpoint.kind]}${where}`
}

export interface HitContext extends WordContext {
  readonly breakpoints: readonly Breakpoint[]
  readonly rows: readonly number[]
  /** The operation that showed it, with its numbers. */
  readonly last: OperationResult | null
}

/** What was met, where, and with which numbers. */
export function hitInWords(hit: BreakpointHit, context: HitContext): string {
  const { breakpoint, operation, value, reference } = hit
  const met = context.breakpoints[breakpoint]
  const place = operationTitle(operation, context.rows, context.names)
  const [now, then] = [digits(value), digits(reference)]
  switch (met?.kind) {
    case 'loss-rises':
      return `The loss rises: ${now} after ${then}, at the ${place}.`
    case 'delta-below':
      return `|δ| is below ${then}: ${place} is ${now}.`
    case 'sign-change':
      return `A weight changes sign: ${place}, ${weightOf(hit, context)} ${then} → ${now}.`
    case 'not-finite':
      return `A number is not finite: ${place} gives ${now}.`
    case undefined:
      return `A breakpoint was met: ${place}, ${now}.`
  }
}

/** Which of a unit's weights it is. */
function weightOf({ operation, value, reference }: BreakpointHit, context: HitContext): string {
  const { values = [], before = [] } = context.last ?? {}
  const at = values.findIndex((each, index) => each === value && before[index] === reference)
  return parameterLabel(operation, at, context)
}
