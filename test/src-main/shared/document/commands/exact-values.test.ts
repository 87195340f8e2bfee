import { setBias, setConnection, setWeight, together, updateLayer } from '@shared/document/commands'
import { emptyHistory, record, undo } from '@shared/document/history'
import { type DenseLayer, type ProjectDocument } from '@shared/document/schema'
import { inferShapes } from '@shared/document/shapes'
import { expect, test } from 'vitest'
import { curveDocument } from '../../../../helpers/documents'

const document = curveDocument()
const dense = ({ network }: ProjectDocument, id = 'hidden'): DenseLayer => {
  const layer = network.layers.find((each) => each.id === id)
  if (layer?.kind !== 'dense') throw new Error(`${id} is not dense`)
  return layer
}

test('one weight is set exactly, the others stay as they are shown, and it is one undo step', () => {
  const shown = [[0.1], [0.2], [0.3]]
  const command = setWeight('hidden', { unit: 1, input: 0 }, -0.7, shown)
  const after = command.apply(document)
  expect(dense(after).initialWeights).toEqual([[0.1], [-0.7], [0.3]])
  expect(shown).toEqual([[0.1], [0.2], [0.3]])
  const history = record(emptyHistory, { before: document, after, label: command.label })
  expect(undo(after, history)?.value).toEqual(document)
  expect(inferShapes(after).problems).toEqual([])
})

test('one bias is set exactly', () => {
  expect(dense(setBias('hidden', 2, 1.5, [0, 0, 0]).apply(document)).initialBiases).toEqual([0, 0, 1.5])
})

test.each([
  setWeight('hidden', { unit: 3, input: 0 }, 1, [[0], [0], [0]]),
  setWeight('hidden', { unit: 0, input: 1 }, 1, [[0], [0], [0]]),
  setBias('hidden', 3, 1, [0, 0, 0]),
  setConnection('hidden', { unit: 0, input: 1 }, false),
  setWeight('input', { unit: 0, input: 0 }, 1, [[0]]),
])('what is not there is not set ($label)', (command) => {
  expect(command.apply(document)).toEqual(document)
})

test('a connection is left out and put back; the last one put back leaves no mask', () => {
  const without = setConnection('hidden', { unit: 2, input: 0 }, false).apply(document)
  expect(dense(without).mask).toEqual([[1], [1], [0]])
  expect(setWeight('hidden', { unit: 2, input: 0 }, 1, [[0], [0], [0]]).apply(without)).toEqual(without)
  expect(setConnection('hidden', { unit: 2, input: 0 }, true).apply(without)).toEqual(document)
})

test('commands together are one edit', () => {
  const both = together(
    'Change activation of 2 layers',
    ['hidden', 'output'].map((id) => updateLayer(id, { activation: 'relu' })),
    'layers',
  )
  const after = both.apply(document)
  expect([dense(after).activation, dense(after, 'output').activation]).toEqual(['relu', 'relu'])
  expect(both).toMatchObject({ label: 'Change activation of 2 layers', mergeKey: 'layers' })
})
