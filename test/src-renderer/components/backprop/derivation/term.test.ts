import { describe, expect, it } from 'vitest'
import { veiledEquation } from '../../../../../src-renderer/components/backprop/derivation/equation'
import {
  marked,
  termCode,
  termPlace,
  unmarked,
  veiled,
} from '../../../../../src-renderer/components/backprop/derivation/term'
import { type TermPlace } from '../../../../../src-renderer/stores/study'
import { typeset } from './readings'

describe('the places of terms', () => {
  const places: TermPlace[] = [
    { what: 'weight', layer: 'dense-1', unit: 0, input: 12 },
    { what: 'a', layer: 'dense-1', unit: null, input: null },
    { what: 'loss', layer: '', unit: null, input: null },
    { what: 'delta', layer: 'a.b,c={}%_ß', unit: 3, input: null },
  ]

  it('are attributes, and places again', () => {
    for (const place of places) expect(termPlace(termCode(place))).toEqual(place)
    expect(termCode(places[0] ?? { what: 'a', layer: '', unit: null, input: null })).toBe('weight.dense-1.0.12')
  })

  it('survive typesetting, whatever characters an id has', () => {
    for (const place of places) {
      const html = typeset(`x + ${marked(place, '\\mathbf{0.5}')}`)
      const [, code = ''] = /data-term="([^"]*)"/.exec(html) ?? []
      expect(termPlace(code)).toEqual(place)
    }
  })

  it('are none where an attribute is something else', () => {
    expect([termPlace(''), termPlace('a.b'), termPlace('nothing.hidden.0.')]).toEqual([null, null, null])
  })

  it('are taken off again, one inside of another', () => {
    const [first, second] = places
    const tex = `{a} ${marked(first ?? null, `\\frac{${marked(second ?? null, 'b^{2}')}}{\\}}`)} + c`
    expect(unmarked(tex)).toBe('{a} \\frac{b^{2}}{\\}} + c')
    expect(marked(null, 'x')).toBe('x')
  })

  it('are question marks where they are not shown, and keep their marks', () => {
    const [weight, activation] = places
    if (!weight || !activation) throw new Error('Two places are needed.')
    const tex = `= ${marked(weight, '0.5')} \\cdot ${marked(activation, '{-2}')} + 1`
    const shown = ({ what }: TermPlace): boolean => what !== 'a'
    expect(veiled(tex, shown)).toBe(`= ${marked(weight, '0.5')} \\cdot ${marked(activation, '?')} + 1`)
    expect(veiled(tex, () => true)).toBe(tex)
  })

  it('leave out what is worked out of a hidden number, up to the result', () => {
    const [weight, activation] = places
    if (!weight || !activation) throw new Error('Two places are needed.')
    const line = {
      symbols: 'z',
      numbers: [`= ${marked(activation, '-2')}`, '+ 1', '= 3', '+ 4', `= ${marked(weight, '5')}`],
      result: `= ${marked(weight, '7')}`,
    }
    const equation = { id: 'z', step: '', layer: '', heading: '', mark: '', note: '', lines: [line] }
    const [veiledLine] = veiledEquation(equation, ({ what }) => what !== 'a').lines
    expect(veiledLine?.numbers.map(unmarked)).toEqual(['= ?', '+ 1', '= 5'])
    expect(veiledLine?.result).toBe(line.result)
    expect(veiledEquation(equation, () => true).lines).toEqual([line])
  })
})
