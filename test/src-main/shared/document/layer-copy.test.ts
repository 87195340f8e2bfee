import { pastedIds, pasteLayers } from '@shared/document/commands'
import { denseLayer } from '@shared/document/defaults'
import { copyLayers, readLayers } from '@shared/document/layer-copy'
import { readDocument } from '@shared/document/read'
import { type Network, type ProjectDocument } from '@shared/document/schema'
import { describe, expect, test } from 'vitest'
import { inlineDocument } from '../../../helpers/documents'

const exact = inlineDocument({
  features: [[1, 2]],
  targets: [[1]],
  layers: [
    denseLayer('first', 'First', {
      units: 2,
      initialWeights: [
        [1, 2],
        [3, 4],
      ],
      initialBiases: [5, 6],
    }),
    denseLayer('second', 'Second', { units: 1, initialWeights: [[7, 8]], mask: [[1, 0]] }),
  ],
})

function copied(document: ProjectDocument, ids: readonly string[]): Network {
  const found = readLayers(copyLayers(document, ids))
  if (!found) throw new Error('not readable')
  return found
}

describe('copies of layers', () => {
  test('have fresh ids and names, their connections, and the weights that still fit', () => {
    const copy = copied(exact, ['first', 'second'])
    expect(copy.connections).toEqual([{ from: 'first', to: 'second' }])
    const pasted = pasteLayers(copy).apply(exact)
    expect(pastedIds(exact, copy)).toEqual(['dense-1', 'dense-2'])
    expect(pasted.network.connections.at(-1)).toEqual({ from: 'dense-1', to: 'dense-2' })
    const [first, second] = pasted.network.layers.slice(-2)
    // Nothing leads into the first copy yet; what it will see is not what its weights were made for.
    expect(first).toEqual({ ...denseLayer('dense-1', 'Dense 1', { units: 2, initialBiases: [5, 6] }) })
    expect(second).toMatchObject({ id: 'dense-2', name: 'Dense 2', initialWeights: [[7, 8]], mask: [[1, 0]] })
    expect(readDocument(pasted, 'pasted').ok).toBe(true)
  })

  test('lie beside what they were copied from, also the second time', () => {
    const copy = copied(exact, ['first'])
    const twice = pasteLayers(copy).apply(pasteLayers(copy).apply(exact))
    const place = exact.network.layout['first'] ?? { x: Number.NaN, y: Number.NaN }
    expect(twice.network.layout['dense-1']).toEqual({ x: place.x + 40, y: place.y + 40 })
    expect(twice.network.layout['dense-2']).toEqual({ x: place.x + 80, y: place.y + 80 })
  })

  test('keep every weight when the input is copied too', () => {
    const pasted = pasteLayers(copied(exact, ['input', 'first'])).apply(exact)
    expect(pasted.network.layers.at(-1)).toMatchObject({
      id: 'dense-1',
      initialWeights: [
        [1, 2],
        [3, 4],
      ],
    })
  })

  test.each([
    ['a table', 'a,b\n1,2'],
    ['other JSON', '{"layers":[]}'],
    ['broken JSON', '{"format":"backprop-studio layers 1",'],
    ['no layers', copyLayers(exact, [])],
    [
      'a layer that is none',
      '{"format":"backprop-studio layers 1","layers":[{"kind":"dense"}],"connections":[],"layout":{}}',
    ],
  ])('are not read from %s', (_, text) => {
    expect(readLayers(text)).toBeNull()
  })
})
