import { type LayerUpdateTrace } from '@shared/inspection/update-trace'
import { type TermPlace } from '../../../stores/study'
import { texDigits, texTerm } from '../../ui/digits'
import { texMatrix, texVector } from '../tex'
import { sharesBias } from './network-view'
import { index } from './quantities'
import { type Reading } from './reading'
import { marked } from './term'
import { biasAt, biasSymbol, weightSymbol } from './weights'

/** As a factor or addend, alone, or as what comes out. */
export type ValueStyle = 'term' | 'alone' | 'result'

/** The parameters whose update is written out: one, or all of a layer's weights or biases. */
export interface UpdateTarget {
  readonly symbol: string
  readonly newSymbol: string
  readonly gradientSymbol: string
  /** A term of the update by its name. */
  readonly value: (name: string, style?: ValueStyle) => string
  /** A single number. */
  readonly single: boolean
  readonly weights: boolean
  readonly frozen: boolean
  /** AdamW's weight decay acts on it. */
  readonly decays: boolean
}

type Kind = 'weights' | 'biases'

/** What the drawing shows of a term of the update. */
const kinds: Readonly<Record<Kind, Readonly<Record<string, TermPlace['what']>>>> = {
  weights: { gradient: 'weightGradient', old: 'weight', new: 'newWeight' },
  biases: { gradient: 'biasGradient', old: 'bias', new: 'newBias' },
}

/** Terms that are there before the gradient is; all others are made of it. */
const known = new Set(['l1', 'l2', 'decay', 'previousGradient'])
const isKnown = (name: string): boolean => known.has(name) || name.endsWith('Before')

/** What a term is marked as, so that it stays hidden as long as what it is made of. */
const markOf = (kind: Kind, name: string): TermPlace['what'] | null =>
  kinds[kind][name] ?? (isKnown(name) ? null : 'updateTerm')

interface Named {
  readonly kind: Kind
  readonly symbol: string
  readonly newSymbol: string
  readonly single: boolean
  readonly place: (what: TermPlace['what']) => TermPlace
}

function target(
  { layer }: Reading,
  update: LayerUpdateTrace,
  named: Named,
  value: UpdateTarget['value'],
): UpdateTarget {
  const { kind, symbol, newSymbol, single, place } = named
  const [gradient, old, moved] = kind === 'weights' ? (['weightGradient', 'weight', 'newWeight'] as const) : (['biasGradient', 'bias', 'newBias'] as const) // prettier-ignore
  const partial = `\\frac{\\partial C}{\\partial ${symbol}}`
  return {
    symbol: marked(place(old), symbol),
    newSymbol: marked(place(moved), newSymbol),
    gradientSymbol: marked(place(gradient), partial),
    value,
    single,
    weights: kind === 'weights' && layer.kind === 'dense',
    frozen: kind === 'weights' ? update.frozenWeights : update.frozenBiases,
    decays: kind === 'weights' && layer.kind === 'dense',
  }
}

const termOf = (update: LayerUpdateTrace, name: string) => update.terms.find((term) => term.name === name)

/** One number, marked where the drawing shows it. */
function single(kind: Kind, place: Named['place'], read: (name: string) => number): UpdateTarget['value'] {
  return (name, style = 'term') => {
    const what = markOf(kind, name)
    const value = read(name)
    const alone = texDigits(value)
    const tex = style === 'term' ? texTerm(value) : style === 'alone' ? alone : `\\mathbf{${alone}}`
    return marked(what ? place(what) : null, tex)
  }
}

/** The weight from one input to the chosen unit; of a normalization the unit's scale. */
export function chosenWeight(reading: Reading, update: LayerUpdateTrace, input: number): UpdateTarget {
  const { layer, unit } = reading
  const dense = layer.kind === 'dense'
  const gamma = `\\gamma^{${layer.number}`
  const place = (what: TermPlace['what']): TermPlace => ({ what, layer: layer.id, unit, input })
  const read = (name: string): number =>
    (dense ? termOf(update, name)?.weights[unit]?.[input] : termOf(update, name)?.weights[0]?.[unit]) ?? Number.NaN
  const named: Named = {
    kind: 'weights',
    symbol: dense ? weightSymbol(layer, unit, input) : `${gamma}}_{${index(unit)}}`,
    newSymbol: dense ? weightSymbol(layer, unit, input, true) : `${gamma}+}_{${index(unit)}}`,
    single: true,
    place,
  }
  return target(reading, update, named, single('weights', place, read))
}

/** The bias of the chosen unit, its own or the shared one; of a normalization the unit's shift. */
export function chosenBias(reading: Reading, update: LayerUpdateTrace): UpdateTarget {
  const { layer, unit } = reading
  const dense = layer.kind === 'dense'
  const beta = `\\beta^{${layer.number}`
  const shared = sharesBias(layer)
  const place = (what: TermPlace['what']): TermPlace => ({ what, layer: layer.id, unit: shared ? null : unit, input: null }) // prettier-ignore
  const read = (name: string): number => termOf(update, name)?.biases[biasAt(layer, unit)] ?? Number.NaN
  const named: Named = {
    kind: 'biases',
    symbol: dense ? biasSymbol(layer, unit) : `${beta}}_{${index(unit)}}`,
    newSymbol: dense ? biasSymbol(layer, unit, true) : `${beta}+}_{${index(unit)}}`,
    single: true,
    place,
  }
  return target(reading, update, named, single('biases', place, read))
}

/** All weights of the layer; of a normalization the scales, as a vector. */
export function weightsOf(reading: Reading, update: LayerUpdateTrace): UpdateTarget {
  const { layer, unit: chosenRow } = reading
  const dense = layer.kind === 'dense'
  const letter = `${dense ? 'W' : '\\gamma'}^{${layer.number}`
  const place = (what: TermPlace['what']): TermPlace => ({ what, layer: layer.id, unit: null, input: null })
  const value = (name: string): string => {
    const what = markOf('weights', name)
    const values = termOf(update, name)?.weights ?? []
    const mark = (tex: string, unit: number, input: number): string =>
      marked(what ? { what, layer: layer.id, unit, input } : null, tex)
    return dense
      ? texMatrix(values, { chosenRow, mark })
      : texVector(values[0] ?? [], { chosenRow, mark: (tex, unit) => mark(tex, unit, 0) })
  }
  return target(reading, update, { kind: 'weights', symbol: `${letter}}`, newSymbol: `${letter}+}`, single: false, place }, value) // prettier-ignore
}

/** All biases of the layer; of a normalization the shifts. */
export function biasesOf(reading: Reading, update: LayerUpdateTrace): UpdateTarget {
  const { layer, unit: chosenRow } = reading
  if (sharesBias(layer)) return chosenBias(reading, update)
  const letter = `${layer.kind === 'dense' ? 'b' : '\\beta'}^{${layer.number}`
  const place = (what: TermPlace['what']): TermPlace => ({ what, layer: layer.id, unit: null, input: null })
  const value = (name: string): string => {
    const what = markOf('biases', name)
    return texVector(termOf(update, name)?.biases ?? [], {
      chosenRow,
      mark: (tex, unit) => marked(what ? { what, layer: layer.id, unit, input: null } : null, tex),
    })
  }
  return target(reading, update, { kind: 'biases', symbol: `${letter}}`, newSymbol: `${letter}+}`, single: false, place }, value) // prettier-ignore
}
