import { alignLayers, type Alignment, insertLayer, placeNewLayer, removeLayers } from '@shared/document/commands'
import { cardBoxes } from '@shared/document/card-boxes'
import { denseLayer } from '@shared/document/defaults'
import { readDocument } from '@shared/document/read'
import { type ProjectDocument } from '@shared/document/schema'
import { inferShapes } from '@shared/document/shapes'
import { describe, expect, test } from 'vitest'
import { inlineDocument } from '../../../../helpers/documents'

const exact = inlineDocument({
  features: [[1, 2]],
  targets: [[1]],
  layers: [
    denseLayer('a', 'A', { units: 5 }),
    denseLayer('b', 'B', { units: 3, initialWeights: [1, 2, 3].map(() => [1, 2, 3, 4, 5]), initialBiases: [1, 2, 3] }),
    denseLayer('c', 'C', { units: 1 }),
  ],
})
const wires = ({ network }: ProjectDocument): string[] => network.connections.map(({ from, to }) => `${from}>${to}`)
const box = (document: ProjectDocument, id: string) => {
  const found = cardBoxes(document.network, inferShapes(document)).get(id)
  if (!found) throw new Error(`no box of ${id}`)
  return found
}

describe('insertLayer', () => {
  test('puts a layer between the two ends, where it was dropped', () => {
    const after = insertLayer({ from: 'a', to: 'b' }, 'dropout', { x: 7, y: 9 }).apply(exact)
    expect(wires(after)).toEqual(['input>a', 'a>dropout-1', 'dropout-1>b', 'b>c'])
    expect(after.network.layout).toEqual({ ...exact.network.layout, 'dropout-1': { x: 7, y: 9 } })
    expect(after.network.layers.map(({ id }) => id)).toEqual(['input', 'a', 'dropout-1', 'b', 'c'])
    expect(after.network.layers[3]).toEqual(exact.network.layers[2])
    expect(inferShapes(after).problems).toEqual([])
    expect(readDocument(after, 'after').ok).toBe(true)
  })

  test('of another width drops the exact weights behind it', () => {
    const { initialBiases, ...b } = insertLayer({ from: 'a', to: 'b' }, 'dense', null).apply(exact).network
      .layers[3] as ReturnType<typeof denseLayer>
    expect(initialBiases).toEqual([1, 2, 3])
    expect('initialWeights' in b).toBe(false)
  })

  test('changes nothing where there is no such connection, or for an input layer', () => {
    expect(insertLayer({ from: 'a', to: 'c' }, 'dropout', null).apply(exact)).toBe(exact)
    expect(insertLayer({ from: 'a', to: 'b' }, 'input', null).apply(exact)).toBe(exact)
  })
})

test('placeNewLayer puts a layer down unconnected', () => {
  const after = placeNewLayer('add', { x: 3, y: 4 }).apply(exact)
  expect(wires(after)).toEqual(wires(exact))
  expect(after.network.layout['add-1']).toEqual({ x: 3, y: 4 })
})

test('removeLayers closes the gap behind all of them', () => {
  expect(wires(removeLayers(['a', 'b']).apply(exact))).toEqual(['input>c'])
})

describe('alignLayers', () => {
  const ids = ['input', 'a', 'b']
  const lines: [Alignment, (document: ProjectDocument, id: string) => number][] = [
    ['left', (document, id) => box(document, id).x],
    ['right', (document, id) => box(document, id).x + box(document, id).width],
    ['centre', (document, id) => box(document, id).x + box(document, id).width / 2],
    ['top', (document, id) => box(document, id).y],
    ['bottom', (document, id) => box(document, id).y + box(document, id).height],
    ['middle', (document, id) => box(document, id).y + box(document, id).height / 2],
  ]
  test.each(lines)('%s', (to, line) => {
    const after = alignLayers(ids, to).apply(exact)
    expect(new Set(ids.map((id) => line(after, id))).size).toBe(1)
    expect(after.network.layout['c']).toEqual(exact.network.layout['c'])
  })

  test.each(['across', 'down'] as const)('%s leaves equal gaps', (to) => {
    const layout = { ...exact.network.layout, a: { x: 100, y: 300 }, b: { x: 900, y: 1200 } }
    const spread = { ...exact, network: { ...exact.network, layout } }
    const after = alignLayers(ids, to).apply(spread)
    const [start, length] = to === 'across' ? (['x', 'width'] as const) : (['y', 'height'] as const)
    const [first, second, third] = ids.map((id) => box(after, id)).toSorted((one, other) => one[start] - other[start])
    if (!first || !second || !third) throw new Error('three boxes are expected')
    expect(second[start] - first[start] - first[length]).toBeCloseTo(third[start] - second[start] - second[length])
    expect(box(after, 'b')).toEqual(box(spread, 'b'))
  })

  test('one card has nothing to be aligned to', () => {
    expect(alignLayers(['a'], 'left').apply(exact)).toBe(exact)
  })
})
