import { initialParameters } from '@engine/initial-parameters'
import { buildNetwork } from '@engine/network'
import { traceSample } from '@engine/trace'
import { denseLayer } from '@shared/document/defaults'
import { type Layer } from '@shared/document/schema'
import { expect, test } from 'vitest'
import { inlineDocument } from '../../helpers/documents'

const kinds: Layer[] = [
  denseLayer('dense', 'Dense', { units: 2, activation: 'linear', initialWeights: [[1], [2]] }),
  {
    kind: 'batch-normalization',
    id: 'batch',
    name: 'Batch',
    momentum: 0.1,
    epsilon: 0.25,
    freezeWeights: false,
    freezeBiases: false,
  },
  { kind: 'dropout', id: 'dropout', name: 'Dropout', rate: 0.9 },
  { kind: 'activation', id: 'activation', name: 'Activation', activation: 'relu' },
  denseLayer('output', 'Output', { units: 1, activation: 'linear', initialWeights: [[3, 4]] }),
]
const document = inlineDocument({
  features: [[2]],
  targets: [[1]],
  layers: kinds,
  training: { loss: 'half-squared-error' },
})

test('every kind of layer shows what it has, with running statistics and without dropout', () => {
  const statistics = { batch: { mean: [1, 5], variance: [0, 0] } }
  const model = { parameters: initialParameters(document), statistics }
  const { loss, costGradient, layers } = traceSample(buildNetwork(document), model, [2], [1])
  // x = 2 -> (2, 4) -> ((2 - 1), (4 - 5)) / 0.5 = (2, -2) -> ReLU (2, 0) -> 6; the target is 1.
  expect([loss, costGradient]).toEqual([12.5, [5]])
  const none = { weights: null, biases: null, weightGradients: null, biasGradients: null }
  const plain = { activation: null, z: null, derivative: null, delta: null }
  expect(layers).toEqual([
    { id: 'input', name: 'Input', ...plain, x: [], a: [2], ...none },
    {
      id: 'dense',
      name: 'Dense',
      activation: 'linear',
      x: [2],
      z: [2, 4],
      a: [2, 4],
      derivative: [1, 1],
      delta: [30, 0],
      weights: [[1], [2]],
      biases: [0, 0],
      weightGradients: [[60], [0]],
      biasGradients: [30, 0],
    },
    {
      id: 'batch',
      name: 'Batch',
      ...plain,
      x: [2, 4],
      a: [2, -2],
      weights: [[1, 1]],
      biases: [0, 0],
      weightGradients: [[30, 0]],
      biasGradients: [15, 0],
    },
    { id: 'dropout', name: 'Dropout', ...plain, x: [2, -2], a: [2, -2], ...none },
    {
      id: 'activation',
      name: 'Activation',
      activation: 'relu',
      x: [2, -2],
      z: [2, -2],
      a: [2, 0],
      derivative: [1, 0],
      delta: [15, 0],
      ...none,
    },
    {
      id: 'output',
      name: 'Output',
      activation: 'linear',
      x: [2, 0],
      z: [6],
      a: [6],
      derivative: [1],
      delta: [5],
      weights: [[3, 4]],
      biases: [0],
      weightGradients: [[10, 0]],
      biasGradients: [5],
    },
  ])
})

test('weights of samples and penalties play no part', () => {
  const model = { parameters: initialParameters(document), statistics: { batch: { mean: [1, 5], variance: [0, 0] } } }
  const network = buildNetwork(document)
  const training = { ...document.training, regularization: { l1: 1, l2: 1 } }
  expect(traceSample(buildNetwork({ ...document, training }), model, [2], [1])).toEqual(
    traceSample(network, model, [2], [1]),
  )
})
