import { connect, disconnect } from '@shared/document/commands'
import { connectionProblem } from '@shared/document/connection-problem'
import { denseLayer, newLayer } from '@shared/document/defaults'
import { type ProjectDocument } from '@shared/document/schema'
import { inferShapes } from '@shared/document/shapes'
import { describe, expect, test } from 'vitest'
import { inlineDocument } from '../../../helpers/documents'

/** Input to a 8, a to b 16, b to a sum; a dropout behind the sum, and an unconnected flatten. */
const graph = inlineDocument({
  features: [[1, 2]],
  targets: [[1]],
  layers: [
    denseLayer('a', 'A', { units: 8 }),
    denseLayer('b', 'B', { units: 16 }),
    newLayer('add', 'sum', 'Sum'),
    newLayer('dropout', 'drop', 'Drop'),
    newLayer('flatten', 'flat', 'Flat'),
    newLayer('add', 'late', 'Late'),
  ],
  connections: [
    { from: 'input', to: 'a' },
    { from: 'a', to: 'b' },
    { from: 'b', to: 'sum' },
    { from: 'sum', to: 'drop' },
  ],
})
const problem = (from: string, to: string, document: ProjectDocument = graph): string | null =>
  connectionProblem(document.network, inferShapes(document), from, to)

describe('connectionProblem', () => {
  test.each([
    ['a', 'a', 'A would make a loop with itself. Choose another layer.'],
    ['a', 'input', 'Input is an input layer; an input layer takes nothing.'],
    ['a', 'b', 'A and B are already connected.'],
    ['drop', 'a', 'Drop to A would make a loop: A already leads to Drop.'],
    [
      'a',
      'sum',
      'Sum adds layers of one shape, but 16 numbers and 8 numbers enter it. Give its sources the same units.',
    ],
    ['a', 'drop', 'Drop takes one layer, but 2 lead into it. Put an Add or Concatenate layer before it.'],
    ['a', 'gone', 'This layer is no longer there. Choose another one.'],
  ])('refuses %s to %s: %s', (from, to, sentence) => {
    expect(problem(from, to)).toBe(sentence)
  })

  test('allows what fits, and what is not known yet', () => {
    expect(problem('input', 'b')).toBeNull()
    expect(problem('a', 'flat')).toBeNull()
    const open = connect('flat', 'late').apply(graph)
    expect(problem('a', 'late', open)).toBeNull()
  })

  test('exact weights refuse nothing, since a connection drops them', () => {
    const exact = inlineDocument({
      features: [[1, 2]],
      targets: [[1]],
      layers: [denseLayer('a', 'A', { units: 1, initialWeights: [[1, 2]] }), denseLayer('b', 'B', { units: 1 })],
    })
    expect(problem('input', 'b', exact)).toBeNull()
    expect(problem('input', 'a', disconnect('input', 'a').apply(exact))).toBeNull()
  })

  test('a picture goes into a dense layer only when it is flat', () => {
    const { network } = graph
    const layers = network.layers.map((layer) =>
      layer.kind === 'input' ? { ...layer, shape: [4, 4, 1] as [number, number, number] } : layer,
    )
    const pictures = { ...graph, network: { ...network, layers } }
    expect(problem('input', 'b', pictures)).toContain('Put a Flatten layer before it.')
    expect(problem('input', 'flat', pictures)).toBeNull()
  })
})
