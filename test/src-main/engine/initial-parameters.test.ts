import { initialParameters } from '@engine/initial-parameters'
import { denseLayer } from '@shared/document/defaults'
import { type Layer } from '@shared/document/schema'
import { expect, test } from 'vitest'
import { inlineDocument } from '../../helpers/documents'

const documentWith = (layers: Layer[]) => inlineDocument({ features: [[1, 2]], targets: [[1]], layers })
const output = denseLayer('output', 'Output', { units: 1 })
const normal: Layer = {
  kind: 'layer-normalization',
  id: 'normal',
  name: 'Normal',
  epsilon: 1e-5,
  freezeWeights: false,
  freezeBiases: false,
}

test('biases by kind: one per unit, one for all, none; 0 unless they are given', () => {
  const biasesOf = (changes: Partial<Extract<Layer, { kind: 'dense' }>>) =>
    initialParameters(documentWith([denseLayer('hidden', 'Hidden', { units: 3, ...changes }), output]))['hidden']
      ?.biases
  expect(biasesOf({})).toEqual([0, 0, 0])
  expect(biasesOf({ bias: 'shared' })).toEqual([0])
  expect(biasesOf({ bias: 'none' })).toEqual([])
  expect(biasesOf({ initialBiases: [1, 2, 3] })).toEqual([1, 2, 3])
  expect(biasesOf({ bias: 'shared', initialBiases: [4] })).toEqual([4])
})

test('normalizations begin with scale 1 and shift 0, and draw nothing', () => {
  const hidden = denseLayer('hidden', 'Hidden', { units: 3 })
  const between = initialParameters(documentWith([hidden, normal, output]))
  const without = initialParameters(documentWith([hidden, output]))
  expect(between).toEqual({ ...without, normal: { weights: [[1, 1, 1]], biases: [0, 0, 0] } })
})

test('a mask takes weights away, drawn or given, and leaves the others as they are', () => {
  const mask: (0 | 1)[][] = [
    [1, 0],
    [0, 1],
  ]
  const weightsOf = (changes: Partial<Extract<Layer, { kind: 'dense' }>>) =>
    initialParameters(documentWith([denseLayer('hidden', 'Hidden', { units: 2, ...changes }), output]))
  const all = weightsOf({})['hidden']?.weights ?? []
  expect(weightsOf({ mask })).toEqual({
    ...weightsOf({}),
    hidden: {
      weights: [
        [all[0]?.[0], 0],
        [0, all[1]?.[1]],
      ],
      biases: [0, 0],
    },
  })
  const initialWeights = [
    [1, 2],
    [3, 4],
  ]
  expect(weightsOf({ mask, initialWeights })['hidden']?.weights).toEqual([
    [1, 0],
    [0, 4],
  ])
})

test('what is given is copied, not shared', () => {
  const initialWeights = [[1, 2]]
  const document = documentWith([denseLayer('output', 'Output', { units: 1, initialWeights, initialBiases: [3] })])
  const { output: made } = initialParameters(document)
  const [row] = made?.weights ?? []
  if (!made || !row) throw new Error('There is an output layer.')
  row[0] = 9
  made.biases[0] = 9
  expect(initialParameters(document)['output']).toEqual({ weights: [[1, 2]], biases: [3] })
})
