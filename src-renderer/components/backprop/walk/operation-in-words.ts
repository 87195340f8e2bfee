import { type DebuggerView, type Operation, type OperationResult } from '@shared/inspection/step-debugger'
import { type BatchTrace, type LayerStepTrace } from '@shared/inspection/step-trace'
import { digits, fullDigits } from '../../ui/digits'
import { enteringUnits, type UnitNames } from '../unit-names'

/** A part of a sentence; a number has all its digits in `full`. */
export interface Piece {
  readonly text: string
  readonly full?: string
}

/** Longer sums are cut off in the middle, longer lists at their end. */
const MOST_TERMS = 8
const MOST_LISTED = 6

const word = (text: string): Piece => ({ text })
const number = (value: number): Piece => ({ text: digits(value), full: fullDigits(value) })
const factor = (value: number): Piece =>
  value < 0 ? { text: `(${digits(value)})`, full: fullDigits(value) } : number(value)

/** "z of h1, sample 0", "gradients of o1, mean of 4 samples", "the new weights take the place of the old". */
export function operationTitle(
  { what, layer, sample, unit }: Operation,
  rows: readonly number[],
  names: UnitNames,
): string {
  const of = unit === null ? `the bias that ${names.layer(layer)} shares` : names.unit(layer, unit)
  const place = sample === null ? '' : `, sample ${rows[sample] ?? sample}`
  switch (what) {
    case 'z':
    case 'a':
      return `${what} of ${of}${place}`
    case 'loss':
      return `loss of sample ${rows[sample ?? 0] ?? ''}`
    case 'gradientOfA':
      return `∂C/∂a of ${of}${place}`
    case 'delta':
      return `δ of ${of}${place}`
    case 'gradient':
      return `gradients of ${of}, mean of ${rows.length} ${rows.length === 1 ? 'sample' : 'samples'}`
    case 'update':
      return `update of ${of}`
    case 'commit':
      return 'the new weights take the place of the old'
  }
}

/** What names are looked up in. */
export interface WordContext {
  readonly trace: BatchTrace | null
  readonly names: UnitNames
}

/** What an operation computed, from the numbers it is made of: "0.15 · 0.05 + 0.2 · 0.1 + 0.35 = 0.3775". */
export function operationNumbers(result: OperationResult, { trace, names }: WordContext): Piece[] {
  const { operation, value, values, before } = result
  const label = (at: number): Piece => word(`${parameterLabel(operation, at, { trace, names })} `)
  if (operation.what === 'gradient') return list(values.map((each, at) => [label(at), number(each)]))
  if (operation.what === 'update')
    return list(values.map((each, at) => [label(at), number(before[at] ?? Number.NaN), word(' → '), number(each)]))
  if (value === null) return []
  return [...origin(result, trace), word(' = '), number(value)]
}

/** Of a unit's parameters in order: its weights by what enters, then its bias. */
export function parameterLabel({ layer, unit }: Operation, at: number, { trace, names }: WordContext): string {
  const own = trace?.layers.find(({ id }) => id === layer)
  if (own && own.kind !== 'dense') return at === 0 ? 'γ' : 'β'
  const entering = enteringUnits(trace, layer)[at]
  if (unit === null || !entering) return 'bias'
  const name = own?.sources.length === 1 ? names.short : names.unit
  return `from ${name(entering.layer, entering.unit)}`
}

function list(entries: readonly (readonly Piece[])[]): Piece[] {
  const shown = entries.slice(0, MOST_LISTED)
  const more = entries.length - shown.length
  return [
    ...shown.flatMap((entry, at) => (at === 0 ? entry : [word(', '), ...entry])),
    ...(more > 0 ? [word(` and ${more} more`)] : []),
  ]
}

function origin({ operation, terms }: OperationResult, trace: BatchTrace | null): Piece[] {
  if (terms.length === 0) return functionOf(operation, trace)
  const cut = terms.length > MOST_TERMS
  const shown = cut ? [...terms.slice(0, MOST_TERMS - 2), ...terms.slice(-1)] : terms
  return shown.flatMap(({ factors }, at) => [
    ...(at > 0 ? [word(' + ')] : []),
    ...(cut && at === shown.length - 1 ? [word(`… ${terms.length - shown.length} more … + `)] : []),
    ...factors.flatMap((each, place) => (place > 0 ? [word(' · '), factor(each)] : [factor(each)])),
  ])
}

/** Where the value is a function of other kind: an activation, a loss, a delta that comes of both at once. */
function functionOf({ what, layer, sample, unit }: Operation, trace: BatchTrace | null): Piece[] {
  const own = trace?.layers.find(({ id }) => id === layer)
  if (what === 'a' && own?.kind === 'input') return [word('input')]
  if (what === 'a' && own?.activation) return activated(own, sample ?? 0, unit ?? 0)
  if (what === 'gradientOfA') return [word(layer === trace?.output ? 'derivative of the loss' : 'nothing comes back')]
  if (what === 'delta') return [word('loss and activation together, from a and the target')]
  return [word(trace?.costFunction ?? what)]
}

function activated({ activation, z }: LayerStepTrace, sample: number, unit: number): Piece[] {
  const own = z?.[sample]?.[unit]
  if (own === undefined) return [word(activation ?? '')]
  return activation === 'softmax'
    ? [word('softmax of all z, this one '), number(own)]
    : [word(`${activation ?? ''}(`), number(own), word(')')]
}

/** Where the cursor is: "step 3, epoch 1, batch 2 of it, operation 5 of 34". */
export function cursorInWords({ step, epoch, batchOfEpoch, position, operations }: DebuggerView): string {
  return `update ${step + 1} (epoch ${epoch + 1}, batch ${batchOfEpoch + 1}), operation ${position} of ${operations}`
}
