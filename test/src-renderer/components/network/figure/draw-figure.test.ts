import { addLayer, connect, setConnection, together, updateLayer } from '@shared/document/commands'
import { encodedShape } from '@shared/document/encoding'
import { type Layer, type ProjectDocument } from '@shared/document/schema'
import { inferShapes } from '@shared/document/shapes'
import { type LayerWeights } from '@shared/protocol/training-service'
import { describe, expect, it } from 'vitest'
import { drawFigure, type Figure } from '../../../../../src-renderer/components/network/figure/draw-figure'
import { paletteOf, printColours } from '../../../../../src-renderer/components/network/figure/palette'
import { type FigureChoices, type FigureColours, usualFigure } from '../../../../../src-renderer/stores/figure'
import { smallDocument } from '../../../helpers/fake-host'
import { residualDocument } from '../../../helpers/residual'

const COLOURS: FigureColours = { positive: '#0000ff', negative: '#ff0000', text: '#101010', background: '#ffffff' }

interface Options {
  readonly choices?: Partial<FigureChoices>
  readonly weights?: Readonly<Record<string, LayerWeights>> | null
  readonly colours?: FigureColours
}

function draw(document: ProjectDocument, { choices = {}, weights = null, colours = COLOURS }: Options = {}): Figure {
  const [shapes, encoded] = [inferShapes(document), encodedShape(document)]
  return drawFigure({
    document,
    shapes,
    encoded,
    weights,
    choices: { ...usualFigure, ...choices },
    palette: paletteOf(colours),
  })
}

/** The drawing as XML; fails where it is none. */
function parsed({ svg }: Figure): Document {
  const xml = new DOMParser().parseFromString(svg, 'image/svg+xml')
  expect(xml.querySelector('parsererror')?.textContent).toBeUndefined()
  expect(xml.documentElement.tagName).toBe('svg')
  return xml
}

const all = (xml: Document, selector: string): Element[] => [...xml.querySelectorAll(selector)]
const texts = (xml: Document): (string | null)[] => all(xml, 'text').map(({ textContent }) => textContent)
const lines = (xml: Document): Element[] => all(xml, '.connection line')
const circles = (xml: Document): Element[] => all(xml, '.units > circle')

/** 2 -> 3 -> 2, as the small document: every second weight negative, growing from 0.1 in steps of 0.1. */
const WEIGHTS: Readonly<Record<string, LayerWeights>> = {
  'dense-1': {
    units: 3,
    inputs: 2,
    weights: Float32Array.of(0.1, -0.2, 0.3, -0.4, 0.5, -0.6),
    biases: Float32Array.of(0.25, -0.5, 1),
  },
  output: {
    units: 2,
    inputs: 3,
    weights: Float32Array.of(1, 2, 3, 4, 5, 6),
    biases: Float32Array.of(0, 0),
  },
}

describe('a figure', () => {
  it('has a circle for every unit, a line for every weight, and says what each layer is', () => {
    const xml = parsed(draw(smallDocument()))
    expect([circles(xml).length, lines(xml).length]).toEqual([2 + 3 + 2, 2 * 3 + 3 * 2])
    expect(texts(xml)).toEqual([
      ...['width', 'height', 'Input', '2 features'],
      ...['Dense 1', '3 units · tanh'],
      ...['cat', 'dog', 'Output', '2 units · softmax'],
    ])
  })

  it('leaves out the texts that are not wanted; without names it says the kinds', () => {
    const chosen = (choices: Partial<FigureChoices>) => texts(parsed(draw(smallDocument(), { choices })))
    expect(chosen({ names: false, columns: false })).toEqual(['Input 2', 'Dense 3 · tanh', 'Dense 2 · softmax'])
    expect(chosen({ sizes: false, columns: false })).toEqual(['Input', 'Dense 1', 'Output'])
    expect(chosen({ names: false, sizes: false, columns: false })).toEqual([])
  })

  it('tells weights by colour, width and dashes, the strongest on top, and explains that in a legend', () => {
    const xml = parsed(draw(smallDocument(), { weights: WEIGHTS }))
    const [first] = all(xml, '.connection')
    const drawn = [...(first?.children ?? [])]
    const widths = drawn.map((line) => Number(line.getAttribute('stroke-width')))
    expect(widths).toEqual([1, 1.5, 2, 2.5, 3, 3.5])
    expect(drawn.map((line) => line.getAttribute('stroke-dasharray') !== null)).toEqual([
      ...[false, true, false],
      ...[true, false, true],
    ])
    expect(drawn.slice(-2).map((line) => line.getAttribute('stroke'))).toEqual(['#1818ff', '#ff0000'])
    expect(texts(xml).slice(-3)).toEqual(['positive weight', 'negative weight', 'width: magnitude'])
    expect(texts(parsed(draw(smallDocument(), { weights: WEIGHTS, choices: { legend: false } })))).not.toContain(
      'positive weight',
    )
    expect(texts(parsed(draw(smallDocument())))).not.toContain('positive weight')
  })

  it('in black on white has no other colour than shades of grey, and dashes all the same', () => {
    const { svg } = draw(smallDocument(), { weights: WEIGHTS, colours: printColours })
    const colours = [...svg.matchAll(/#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/g)]
    expect(colours.length).toBeGreaterThan(20)
    for (const [colour, red, green, blue] of colours) expect([colour, red, green]).toEqual([colour, green, blue])
    expect(svg.match(/stroke-dasharray/g)).toHaveLength(3 + 1)
  })

  it('can show plain lines, or one arrow per connection of layers', () => {
    const plain = parsed(draw(smallDocument(), { weights: WEIGHTS, choices: { weights: 'plain' } }))
    expect(new Set(lines(plain).map((line) => line.getAttribute('stroke-width')))).toEqual(new Set(['0.8']))
    expect(all(plain, '[stroke-dasharray]')).toEqual([])
    const none = parsed(draw(smallDocument(), { weights: WEIGHTS, choices: { weights: 'none' } }))
    expect([lines(none).length, all(none, '.arrow').length]).toEqual([0, 2])
  })

  it('writes weights and biases where there are few', () => {
    const xml = parsed(draw(smallDocument(), { weights: WEIGHTS, choices: { values: true, columns: false } }))
    const numbers = texts(xml).filter((text) => /\d\.\d\d$/.test(text ?? ''))
    expect(numbers.sort()).toEqual(
      [
        ...['0.10', '−0.20', '0.30', '−0.40', '0.50', '−0.60'],
        ...['1.00', '2.00', '3.00', '4.00', '5.00', '6.00'],
        ...['b = 0.25', 'b = −0.50', 'b = 1.00', 'b = 0.00', 'b = 0.00'],
      ].sort(),
    )
    const large = updateLayer('dense-1', { units: 9 }).apply(smallDocument())
    expect([draw(smallDocument()).shows.values, draw(large).shows.values]).toEqual([true, false])
  })

  it('does not show weights of a layer that was changed since', () => {
    const changed = updateLayer('dense-1', { units: 4 }).apply(smallDocument())
    const figure = draw(changed, { weights: WEIGHTS })
    expect(all(parsed(figure), '[stroke-dasharray]')).toEqual([])
    expect(figure.shows.weights).toBe(false)
  })

  it('leaves out connections that the network leaves out', () => {
    const document = setConnection('dense-1', { unit: 1, input: 0 }, false).apply(smallDocument())
    expect(lines(parsed(draw(document)))).toHaveLength(11)
  })

  it('folds large layers: the first and last units around an ellipsis, with the weights of these', () => {
    const document = updateLayer('dense-1', { units: 300 }).apply(smallDocument())
    const weights = Float32Array.from({ length: 600 }, (_, index) => (index >= 594 ? -1 : 0.01))
    const own = { units: 300, inputs: 2, weights, biases: new Float32Array(300) }
    const xml = parsed(draw(document, { weights: { 'dense-1': own } }))
    expect(circles(xml)).toHaveLength(2 + 6 + 2)
    const [ellipsis] = all(xml, '.ellipsis')
    expect([ellipsis?.querySelector('title')?.textContent, ellipsis?.querySelectorAll('circle').length]).toEqual([
      '294 more units',
      3,
    ])
    // The last three units' two weights each.
    expect(all(xml, '.connection [stroke-dasharray]')).toHaveLength(6)
    expect(texts(xml)).toContain('300 units · tanh')
  })

  it('draws layers that pass numbers on as boxes, and connections over layers as arcs', () => {
    const xml = parsed(draw(residualDocument()))
    expect(all(xml, '.box').map((box) => [...box.querySelectorAll('text')].map((text) => text.textContent))).toEqual([
      ['Batch', 'normalization 1', 'momentum 0.1'],
      ['After norm', 'ReLU'],
      ['Dropout 1', 'rate 0.5'],
      ['Add 1', 'sum of 2'],
    ])
    expect(all(xml, '.skip')).toHaveLength(1)
  })

  it('leads a skip connection between layers of units over the one between', () => {
    const document = connect('input', 'output').apply(smallDocument())
    const [plain, skipping] = [draw(smallDocument()), draw(document)]
    expect(all(parsed(skipping), '.skip')).toHaveLength(1)
    expect(skipping.height).toBeGreaterThan(plain.height)
    expect(lines(parsed(skipping))).toHaveLength(12)
  })

  it('escapes what names hold, and drops what XML can not hold', () => {
    const document = updateLayer('dense-1', { name: 'a<b & "c">\u0007\ud800d' }).apply({
      ...smallDocument(),
      name: '<Iris & co>',
    })
    const xml = parsed(draw(document))
    expect(xml.querySelector('title')?.textContent).toBe('<Iris & co>: a neural network of 3 layers')
    expect(texts(xml)).toContain('a<b & "c">  d')
  })

  it('is self-contained: no address but that of the format, no font but a generic one, no opacity', () => {
    const { svg } = draw(residualDocument(), { weights: WEIGHTS, choices: { values: true } })
    expect([...svg.matchAll(/https?:\/\/[^"]+/g)].map(([address]) => address)).toEqual(['http://www.w3.org/2000/svg'])
    expect(svg.match(/font-family="[^"]*"/g)).toEqual(['font-family="sans-serif"'])
    expect(svg).not.toMatch(/href|url\(|<style|<script|<image|opacity/)
  })

  it('has a background unless it is to be transparent; numbers can be read on lines in any case', () => {
    const [filled, clear] = [false, true].map((transparent) =>
      parsed(draw(smallDocument(), { weights: WEIGHTS, choices: { transparent, values: true } })),
    )
    if (!filled || !clear) throw new Error('two figures')
    expect([all(filled, '.background').length, all(clear, '.background').length]).toEqual([1, 0])
    for (const xml of [filled, clear]) expect(all(xml, '.plate')).toHaveLength(12 + 5)
  })

  it('holds everything that it draws', () => {
    const wide = together('Wide', [
      addLayer('dense-1', 'batch-normalization'),
      updateLayer('dense-1', { name: 'A layer whose name is longer than any column is wide' }),
      connect('input', 'output'),
    ]).apply(smallDocument())
    for (const document of [smallDocument(), residualDocument(), wide]) {
      const figure = draw(document, { weights: WEIGHTS, choices: { values: true } })
      const xml = parsed(figure)
      const shift = /translate\((\S+) (\S+)\)/.exec(xml.querySelector('svg > g')?.getAttribute('transform') ?? '')
      const [across, down] = [Number(shift?.[1]), Number(shift?.[2])]
      for (const [x, y] of [
        ...circles(xml).map((circle) => [circle.getAttribute('cx'), circle.getAttribute('cy')] as const),
        ...all(xml, 'text').map((text) => [text.getAttribute('x'), text.getAttribute('y')] as const),
      ]) {
        expect(Number(x) + across).toBeGreaterThan(5)
        expect(Number(x) + across).toBeLessThan(figure.width - 5)
        expect(Number(y) + down).toBeGreaterThan(5)
        expect(Number(y) + down).toBeLessThan(figure.height - 5)
      }
    }
  })

  it('is drawn for a network without layers too', () => {
    const document = smallDocument()
    const layers: Layer[] = []
    parsed(draw({ ...document, network: { layers, connections: [], layout: {} } }))
  })
})
