import { addLayer, arrange, connect, updateLayer } from '@shared/document/commands'
import { denseLayer, newLayer } from '@shared/document/defaults'
import { encodedShape } from '@shared/document/encoding'
import { type ProjectDocument } from '@shared/document/schema'
import { inferShapes } from '@shared/document/shapes'
import { describe, expect, it } from 'vitest'
import {
  bendOf,
  boundsOf,
  type Card,
  cardsOf,
  detoursOf,
  inputOffsets,
} from '../../../../src-renderer/components/network/geometry'
import { smallDocument } from '../../helpers/fake-host'
import { residualDocument } from '../../helpers/residual'

/** The document with another dense layer behind `after`, beside all that follows it. */
function beside(document: ProjectDocument, after: string, units: number): ProjectDocument {
  const id = `beside-${document.network.layers.length}`
  const layers = [...document.network.layers, denseLayer(id, id, { units })]
  return connect(after, id).apply({ ...document, network: { ...document.network, layers } })
}

const cards = (document: ProjectDocument) => cardsOf(document, inferShapes(document), encodedShape(document))

describe('the cards of the network', () => {
  it('shows every unit of a small layer, labelled by the data at both ends', () => {
    const shown = cards(smallDocument())
    expect(shown.map(({ role, units, folded, labels }) => [role, units.length, folded, labels])).toEqual([
      ['input', 2, 0, ['width', 'height']],
      ['hidden', 3, 0, []],
      ['output', 2, 0, ['cat', 'dog']],
    ])
  })

  it('folds a large layer and says how many units are hidden', () => {
    const [, hidden] = cards(updateLayer('dense-1', { units: 1024 }).apply(smallDocument()))
    expect([hidden?.units.length, hidden?.folded]).toEqual([6, 1018])
    const [, whole] = cards(updateLayer('dense-1', { units: 16 }).apply(smallDocument()))
    expect([whole?.units.length, whole?.folded]).toEqual([16, 0])
  })

  it('keeps the cards of one row on one middle line, and every unit inside its card', () => {
    const shown = cards(smallDocument())
    expect(new Set(shown.map(({ y, height }) => y + height / 2)).size).toBe(1)
    for (const { units, radius, x, y, width, height } of shown)
      for (const unit of units) {
        expect(unit.x - radius).toBeGreaterThan(x)
        expect(unit.x + radius).toBeLessThan(x + width)
        expect(unit.y - radius).toBeGreaterThan(y)
        expect(unit.y + radius).toBeLessThan(y + height)
      }
    expect(boundsOf(shown)?.left).toBe(40)
    expect(boundsOf([])).toBeNull()
  })

  it('gives layers that pass numbers on small cards on the same line, and a way over them', () => {
    const document = residualDocument()
    const shown = cards(document)
    expect(shown.map(({ layer, units, size }) => [layer.id, units.length, size])).toEqual([
      ['input', 2, 2],
      ['dense-1', 3, 3],
      ['norm', 0, 3],
      ['relu', 0, 3],
      ['dropout', 0, 3],
      ['second', 3, 3],
      ['sum', 0, 3],
      ['output', 2, 2],
    ])
    expect(new Set(shown.map(({ y, height }) => y + height / 2)).size).toBe(1)
    const detours = detoursOf(shown, document.network.connections)
    expect(detours.map(({ from, to }) => [from.layer.id, to.layer.id])).toEqual([['dense-1', 'sum']])
    const lane = detours[0]?.lane ?? Number.NaN
    expect(lane).toBeLessThan(Math.min(...shown.map(({ y }) => y)))
    expect(boundsOf(shown, detours)?.top).toBe(lane)
  })

  it('lets no cards overlap, however many units they show', () => {
    for (const units of [1, 3, 6, 10, 16, 64]) {
      let document = updateLayer('dense-1', { units }).apply(smallDocument())
      for (const after of ['input', 'input', 'output']) document = beside(document, after, units)
      const shown = cards(arrange().apply(document))
      expect(shown.length).toBe(6)
      for (const one of shown)
        for (const other of shown)
          if (one !== other)
            expect(
              one.x + one.width <= other.x ||
                other.x + other.width <= one.x ||
                one.y + one.height <= other.y ||
                other.y + other.height <= one.y,
            ).toBe(true)
    }
  })

  it('bends wires beside the cards between, where that is a way', () => {
    const at = (id: string, x: number, y: number, units = 0): Card => ({
      layer: newLayer(units === 0 ? 'add' : 'dense', id, id),
      role: 'hidden',
      size: units,
      x,
      y,
      width: 100,
      height: 80,
      units: Array.from({ length: units }, (_, unit) => ({ x: x + 50, y: y + 20 + 10 * unit })),
      radius: 4,
      folded: 0,
      labels: [],
    })
    const [from, low, to] = [at('from', 0, 0, 3), at('low', 200, 200), at('to', 400, 200)]
    expect(bendOf([from, to], from, to)).toEqual({ from: 100, to: 400 })
    expect(bendOf([from, low, to], from, to)).toEqual({ from: 300, to: 400 })
    const high = at('high', 200, 0)
    expect(bendOf([from, high, to], from, to)).toEqual({ from: 100, to: 200 })
    expect(bendOf([from, high, low, to], from, to)).toBeNull()
  })

  it('shows the units of the layer at the end, whatever its kind', () => {
    const softmax = addLayer('output', 'activation').apply(smallDocument())
    expect(cards(softmax).at(-1)).toMatchObject({ role: 'output', labels: ['cat', 'dog'], size: 2 })
    expect(cards(softmax).at(-1)?.units).toHaveLength(2)
  })

  it('names the features of several input layers in their order', () => {
    const two = addLayer(null, 'input').apply(updateLayer('input', { units: 1 }).apply(smallDocument()))
    const labels = cards(two).flatMap(({ role, labels: own }) => (role === 'input' ? [own] : []))
    expect(labels).toEqual([['width'], ['height']])
  })

  it('shows the units of a dense layer that is part of a loop', () => {
    const loop = connect('output', 'dense-1').apply(smallDocument())
    expect(cards(loop).map(({ units }) => units.length)).toEqual([2, 3, 2])
  })

  it('knows where each source begins among the joined inputs', () => {
    const document = smallDocument()
    const { network } = document
    const joined = {
      ...document,
      network: { ...network, connections: [...network.connections, { from: 'input', to: 'output' }] },
    }
    expect([...inputOffsets(inferShapes(joined), 'output')]).toEqual([
      ['dense-1', 0],
      ['input', 3],
    ])
  })
})
