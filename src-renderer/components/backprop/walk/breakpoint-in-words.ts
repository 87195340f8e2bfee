import { type Breakpoint, type BreakpointHit } from '@shared/inspection/step-debugger'
import { digits } from '../../ui/digits'
import { type UnitNames } from '../unit-names'
import { operationTitle } from './operation-in-words'

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

export interface HitContext {
  readonly breakpoints: readonly Breakpoint[]
  readonly rows: readonly number[]
  readonly names: UnitNames
}

/** What was met, where, and with which numbers. */
export function hitInWords({ breakpoint, operation, value, reference }: BreakpointHit, context: HitContext): string {
  const met = context.breakpoints[breakpoint]
  const place = operationTitle(operation, context.rows, context.names)
  const [now, then] = [digits(value), digits(reference)]
  switch (met?.kind) {
    case 'loss-rises':
      return `The loss rises: ${now} after ${then}, at the ${place}.`
    case 'delta-below':
      return `|δ| is below ${then}: ${place} is ${now}.`
    case 'sign-change':
      return `A weight changes sign: ${place} takes ${then} to ${now}.`
    case 'not-finite':
      return `A number is not finite: ${place} gives ${now}.`
    case undefined:
      return `A breakpoint was met: ${place}, ${now}.`
  }
}
