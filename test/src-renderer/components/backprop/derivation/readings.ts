import { type ProjectDocument } from '@shared/document/schema'
import katex from 'katex'
import { type Equation } from '../../../../../src-renderer/components/backprop/derivation/equation'
import {
  layerEquations,
  lossEquations,
} from '../../../../../src-renderer/components/backprop/derivation/layer-equations'
import { networkView } from '../../../../../src-renderer/components/backprop/derivation/network-view'
import { type Reading } from '../../../../../src-renderer/components/backprop/derivation/reading'
import { termPlace, unmarked } from '../../../../../src-renderer/components/backprop/derivation/term'
import { equationForms, type EquationForm, type TermPlace } from '../../../../../src-renderer/stores/study'
import { type TracedBatch, tracedBatch, type TraceOptions } from '../../../helpers/batch-traces'

export interface Choice {
  readonly form?: EquationForm
  readonly unit?: number
  readonly sample?: number
  readonly input?: number
}

export function tracedOf(document: ProjectDocument, options: TraceOptions = {}): TracedBatch {
  const traced = tracedBatch(document, options)
  if (!traced) throw new Error('an update before it broke')
  return traced
}

/** The reading of a layer (by its id) in a traced update. */
export function readingOf(
  { document, trace, updateOf }: TracedBatch,
  id: string,
  { form = 'scalar', unit = 0, sample = 0, input }: Choice = {},
): Reading {
  const view = networkView(trace)
  const layer = view?.layers.find((each) => each.id === id)
  if (!view || !layer) throw new Error(`no layer ${id}`)
  return {
    view,
    layer,
    form,
    unit,
    sample,
    input: input ?? null,
    update: updateOf(id),
    settings: document.training.optimizer,
  }
}

export const equationsOf = (traced: TracedBatch, id: string, choice: Choice = {}): Equation[] =>
  layerEquations(readingOf(traced, id, choice))

/** All equations of all layers in all forms, for the last unit and sample. */
export function everyEquation(traced: TracedBatch): Equation[] {
  const sample = traced.trace.rows.length - 1
  return equationForms.flatMap((form) =>
    traced.trace.layers.flatMap(({ id, units }, place) => {
      const reading = readingOf(traced, id, { form, unit: units - 1, sample })
      return [...layerEquations(reading), ...(place === 0 ? lossEquations(reading) : [])]
    }),
  )
}

export const piecesOf = ({ lines }: Equation): string[] =>
  lines.flatMap(({ symbols, numbers, result }) => [symbols, ...numbers, result])

/** An equation as one text without marks; of several of that id all. */
export function texOf(equations: readonly Equation[], id: string): string {
  const found = equations.filter((equation) => equation.id === id)
  if (found.length === 0) throw new Error(`no ${id} among ${equations.map((each) => each.id).join(', ')}`)
  return found.flatMap(piecesOf).map(unmarked).join(' ').replaceAll(/\s+/g, ' ')
}

/** Typesets as the page does. Errors: what KaTeX has against it. */
export const typeset = (tex: string): string =>
  katex.renderToString(tex, { strict: false, throwOnError: true, trust: ({ command }) => command === '\\htmlData' })

export interface MarkedNumber {
  readonly place: TermPlace
  readonly tex: string
  /** Null for a symbol. */
  readonly value: number | null
  /** Half of the last digit that is shown. */
  readonly tolerance: number
}

/** Everything that is marked in a piece of TeX, with the number where it is one. */
export function markedNumbers(tex: string): MarkedNumber[] {
  return [...tex.matchAll(/\\htmlData\{term=([^}]*)\}/g)].flatMap((found) => {
    const place = termPlace(found[1] ?? '')
    const rest = tex.slice(found.index - 1)
    const end = endOfGroup(rest)
    const content = unmarked(rest.slice(0, end))
    return place ? [{ place, tex: content, ...numberIn(content) }] : []
  })
}

function endOfGroup(tex: string): number {
  let depth = 0
  for (let at = 0; at < tex.length; at++) {
    if (tex[at] === '\\') at++
    else if (tex[at] === '{') depth++
    else if (tex[at] === '}' && --depth === 0) return at + 1
  }
  return tex.length
}

const NUMBER = /^-?\d+(\.(\d+))?( \\cdot 10\^\{(-?\d+)\})?$/

function numberIn(tex: string): { value: number | null; tolerance: number } {
  const bare = tex.replace(/^\\mathbf\{(.*)\}$/, '$1').replace(/^\((.*)\)$/, '$1')
  const found = NUMBER.exec(bare)
  if (!found) return { value: null, tolerance: 0 }
  const exponent = Number(found[4] ?? '0')
  const mantissa = Number(bare.split(' ')[0])
  const decimals = found[2]?.length ?? 0
  // A rounded 0.5 may stand for 0.500000: six significant digits are the least there are.
  const significant = 0.51 * 10 ** (Math.floor(Math.log10(Math.abs(mantissa) || 1)) - 5)
  return {
    value: mantissa * 10 ** exponent,
    tolerance: Math.max(0.51 * 10 ** -Math.max(decimals, 6), significant, blockTolerance(decimals)) * 10 ** exponent,
  }
}

/** Numbers of a block have the decimals of the block. */
const blockTolerance = (decimals: number): number => (decimals === 0 ? 0 : 0.51 * 10 ** -decimals)
