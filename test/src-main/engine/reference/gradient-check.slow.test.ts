import { initialParameters } from '@engine/initial-parameters'
import { buildNetwork } from '@engine/network'
import { checkGradients } from '@engine/reference/gradient-check'
import { activations, type ActivationId } from '@shared/catalog/activations'
import { idsOf } from '@shared/catalog/entry'
import { losses, type LossId } from '@shared/catalog/losses'
import { denseLayer } from '@shared/document/defaults'
import { type ProjectDocument } from '@shared/document/schema'
import { describe, expect, test } from 'vitest'
import { inlineDocument, skipConnections } from '../../../helpers/documents'
import {
  checked,
  classes,
  expectRight,
  features,
  fits,
  middleLayers,
  numbers,
  penalties,
  targetsOf,
} from '../../../helpers/gradient-checks'

interface Case {
  readonly hidden: ActivationId
  readonly output: ActivationId
  readonly loss: LossId
}

/** Every activation in a hidden and in the output place with every loss. */
const cases: Case[] = idsOf(activations).flatMap((hidden) =>
  idsOf(activations).flatMap((output) =>
    idsOf(losses)
      .filter((loss) => fits(loss, output))
      .map((loss) => ({ hidden, output, loss })),
  ),
)

function documentOf({ hidden, output, loss }: Case, connected: 'chain' | 'graph'): ProjectDocument {
  return inlineDocument({
    features,
    targets: targetsOf(loss),
    layers: [
      denseLayer('first', 'First', { units: 4, activation: hidden, initialBiases: [0.31, -0.17, 0.23, 0.41] }),
      denseLayer('second', 'Second', { units: 3, activation: hidden, initialBiases: [0.19, 0.37, -0.29] }),
      denseLayer('output', 'Output', { units: 3, activation: output, initialBiases: [0.29, 0.13, 0.11] }),
    ],
    ...(connected === 'graph' ? { connections: skipConnections } : {}),
    training: { loss, seed: 7 },
  })
}

test('the cases name every activation in both places and every loss', () => {
  expect(cases).toHaveLength(13 * (5 * 13 + 2))
  expect(new Set(cases.map(({ hidden }) => hidden))).toEqual(new Set(idsOf(activations)))
  expect(new Set(cases.map(({ output }) => output))).toEqual(new Set(idsOf(activations)))
  expect(new Set(cases.map(({ loss }) => loss))).toEqual(new Set(idsOf(losses)))
})

describe.each(idsOf(activations))('backpropagation equals central differences behind hidden layers of %s', (hidden) => {
  const own = cases.filter((each) => each.hidden === hidden)
  test.each(own.filter((_, index) => index % 2 === 0))('in a chain: $output output, $loss', (each) => {
    expectRight(checked(documentOf(each, 'chain')))
  })
  test.each(own.filter((_, index) => index % 2 === 1))('in a graph: $output output, $loss', (each) => {
    expectRight(checked(documentOf(each, 'graph')))
  })
})

describe('every kind of layer, with every penalty', () => {
  test.each(Object.keys(middleLayers).flatMap((name) => penalties.map((penalty) => ({ name, penalty }))))(
    '$name, $penalty',
    ({ name, penalty }) => {
      const middle = middleLayers[name]
      if (!middle) throw new Error('The kind is one of the list.')
      const document = inlineDocument({
        features,
        targets: numbers,
        layers: [
          denseLayer('first', 'First', { units: 4, activation: 'sigmoid' }),
          middle,
          denseLayer('output', 'Output', { units: 3, activation: 'linear' }),
        ],
        training: { regularization: penalty, seed: 3 },
      })
      const check = checked(document)
      expectRight(check)
      const ids = check.layers.map(({ id }) => id)
      const hasParameters = ['dense', 'batch-normalization', 'layer-normalization'].includes(middle.kind)
      expect(ids).toEqual(hasParameters ? ['first', 'middle', 'output'] : ['first', 'output'])
      expect(check.layers.every((layer) => layer.checked > 0)).toBe(true)
    },
  )
})

test('with weights of the samples, one of them 0', () => {
  const document = documentOf({ hidden: 'tanh', output: 'softmax', loss: 'categorical-cross-entropy' }, 'graph')
  if (document.dataset.kind !== 'inline') throw new Error('The data is inline.')
  const weighted = { ...document, dataset: { ...document.dataset, sampleWeights: [0.5, 3, 0] } }
  expectRight(checked(weighted))
  expect(checked(weighted).layers.map(({ maxRelativeError }) => maxRelativeError)).not.toEqual(
    checked(document).layers.map(({ maxRelativeError }) => maxRelativeError),
  )
})

test('a wrong gradient is noticed and its place named', () => {
  const document = documentOf({ hidden: 'tanh', output: 'linear', loss: 'mean-squared-error' }, 'chain')
  const network = buildNetwork(document)
  const wrong = initialParameters(document)
  const { layers } = checked(document, { gradients: wrong })
  for (const { maxRelativeError, place } of layers) {
    expect(maxRelativeError).toBeGreaterThan(0.01)
    expect(place).toMatch(/^(weights\[\d\]\[\d\]|biases\[\d\])$/)
  }
  expect(layers.map(({ id }) => id)).toEqual(network.layers.filter(({ kind }) => kind === 'dense').map(({ id }) => id))
  const broken = initialParameters(document)
  const [row] = broken['first']?.weights ?? []
  if (!row) throw new Error('There is a first layer.')
  row[0] = Number.NaN
  const [first] = checked(document, { gradients: broken }).layers
  expect(first).toMatchObject({ maxRelativeError: Number.POSITIVE_INFINITY, place: 'weights[0][0]' })
})

test('a parameter at a corner is skipped, and only there', () => {
  const atCorner = inlineDocument({
    features: [[1], [2]],
    targets: [[1], [1]],
    layers: [
      denseLayer('hidden', 'Hidden', {
        units: 2,
        activation: 'relu',
        initialWeights: [[0], [0.7]],
        initialBiases: [0, 0.1],
      }),
      denseLayer('output', 'Output', { units: 1, activation: 'linear' }),
    ],
  })
  const [hidden] = checked(atCorner).layers
  // The first unit's weight and bias stand at ReLU's corner, the second unit's do not.
  expect(hidden).toMatchObject({ checked: 2, skipped: 2 })
  expectRight({ ...checked(atCorner), layers: checked(atCorner).layers.slice(1) })
})

test('a gradient that the last digits of a large cost hide is not judged, right or wrong', () => {
  const document = inlineDocument({
    features: [[0.5], [1]],
    targets: [[1e4], [3e4]],
    layers: [
      denseLayer('hidden', 'Hidden', { units: 1, activation: 'tanh', initialWeights: [[20]] }),
      denseLayer('output', 'Output', { units: 1, activation: 'linear', initialWeights: [[1e-6]] }),
    ],
  })
  const zero = { weights: [[0]], biases: [0] }
  expect(checked(document).layers).toMatchObject([
    { id: 'hidden', checked: 0, skipped: 2, maxRelativeError: 0, place: null },
    { id: 'output', checked: 2, skipped: 0 },
  ])
  expect(checked(document).maxRelativeError).toBeLessThan(1e-6)
  expect(checked(document, { gradients: { hidden: zero, output: zero } }).maxRelativeError).toBe(1)
})

test('a large network is looked at in places', () => {
  const document = documentOf({ hidden: 'tanh', output: 'linear', loss: 'mean-squared-error' }, 'chain')
  expect(checked(document, { most: 5 }).layers.map((layer) => layer.checked)).toEqual([5, 5, 5])
})

test('the parameters come back unchanged', () => {
  const document = documentOf({ hidden: 'sigmoid', output: 'softmax', loss: 'categorical-cross-entropy' }, 'graph')
  const network = buildNetwork(document)
  const parameters = initialParameters(document)
  checkGradients(network, { parameters, statistics: {} }, { x: features, y: classes, weights: null })
  expect(parameters).toEqual(initialParameters(document))
})
