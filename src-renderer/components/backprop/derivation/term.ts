import { type TermPlace } from '../../../stores/study'

/** Ids of layers may hold any character; TeX and attributes take letters, digits and hyphens. */
const safe = (id: string): string => id.replaceAll(/[^a-zA-Z0-9-]/g, (found) => `_${found.charCodeAt(0).toString(16)}_`)
const unsafe = (code: string): string =>
  code.replaceAll(/_([0-9a-f]+)_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

const whole = (text: string): number | null => (text === '' ? null : Number(text))

const kinds: Readonly<Record<TermPlace['what'], true>> = {
  x: true,
  z: true,
  a: true,
  derivative: true,
  gradientOfA: true,
  delta: true,
  weight: true,
  bias: true,
  weightGradient: true,
  biasGradient: true,
  newWeight: true,
  newBias: true,
  updateTerm: true,
  target: true,
  loss: true,
}
const isKind = (text: string): text is TermPlace['what'] => Object.hasOwn(kinds, text)

/** A place as an attribute of the typeset term: "weight.hidden.0.1". */
export const termCode = ({ what, layer, unit, input }: TermPlace): string =>
  [what, safe(layer), unit ?? '', input ?? ''].join('.')

/** The place that an attribute names; null where it names none. */
export function termPlace(code: string): TermPlace | null {
  const [what = '', layer, unit, input] = code.split('.')
  if (!isKind(what) || layer === undefined || unit === undefined || input === undefined) return null
  return { what, layer: unsafe(layer), unit: whole(unit), input: whole(input) }
}

/** TeX that knows what it stands for. The outer braces keep the space behind it out of the mark. */
export const marked = (place: TermPlace | null, tex: string): string =>
  place === null ? tex : `{\\htmlData{term=${termCode(place)}}{${tex}}}`

const OPENING = /\{\\htmlData\{term=([^}]*)\}\{/

/** TeX with every marked term, inner ones first, as `tell` writes it. */
function retold(tex: string, tell: (code: string, inner: string) => string): string {
  const found = OPENING.exec(tex)
  if (!found) return tex
  const [opening, code = ''] = found
  const start = found.index + opening.length
  const end = closingBrace(tex, start)
  const term = tell(code, retold(tex.slice(start, end), tell))
  return `${tex.slice(0, found.index)}${term}${retold(tex.slice(end + 2), tell)}`
}

/** The TeX without marks, as other programs take it. */
export const unmarked = (tex: string): string => retold(tex, (_, inner) => inner)

/** TeX in which the terms that are not shown are question marks; they keep their marks. */
export function veiled(tex: string, isShown: (place: TermPlace) => boolean): string {
  return retold(tex, (code, inner) => {
    const place = termPlace(code)
    return place === null ? inner : marked(place, isShown(place) ? inner : '?')
  })
}

/** Where the brace closes that was opened before `start`. */
function closingBrace(tex: string, start: number): number {
  let depth = 1
  for (let at = start; at < tex.length; at++) {
    const character = tex[at]
    if (character === '\\') at++
    else if (character === '{') depth++
    else if (character === '}' && --depth === 0) return at
  }
  return tex.length
}

/** Both are numbers of one neuron, or of one line between two. */
export function belongTogether(one: TermPlace, other: TermPlace): boolean {
  return one.layer === other.layer && one.unit === other.unit && one.input === other.input
}
