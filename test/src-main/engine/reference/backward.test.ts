import { buildNetwork, initialParameters } from '@engine/network'
import { backward } from '@engine/reference/backward'
import { forward } from '@engine/reference/forward'
import { denseLayer } from '@shared/document/defaults'
import { expect, test } from 'vitest'
import { inlineDocument } from '../../../helpers/documents'

test('an input layer with the name of a built-in property receives nothing', () => {
  const made = inlineDocument({
    features: [[1, 2]],
    targets: [[1]],
    layers: [denseLayer('output', 'Output', { units: 1, activation: 'linear', initialWeights: [[1, 2]] })],
  })
  const document = JSON.parse(
    JSON.stringify(made).replaceAll('"input"', '"toString"').replace('"kind":"toString"', '"kind":"input"'),
  ) as typeof made
  const network = buildNetwork(document)
  const parameters = initialParameters(document)
  const { deltas } = backward(network, parameters, forward(network, parameters, [1, 2]), [1])
  expect(deltas).toEqual({ output: [8] })
  expect(Object.keys(Object.prototype.toString)).toEqual([])
})

test('a layer that feeds two others receives the sum of what they send back', () => {
  const document = inlineDocument({
    features: [[1]],
    targets: [[0]],
    layers: [
      denseLayer('first', 'First', { units: 1, activation: 'linear', initialWeights: [[2]] }),
      denseLayer('second', 'Second', { units: 1, activation: 'linear', initialWeights: [[3]] }),
      denseLayer('output', 'Output', { units: 1, activation: 'linear', initialWeights: [[5, 7]] }),
    ],
    connections: [
      { from: 'input', to: 'first' },
      { from: 'first', to: 'second' },
      { from: 'second', to: 'output' },
      { from: 'first', to: 'output' },
    ],
    training: { loss: 'half-squared-error' },
  })
  const network = buildNetwork(document)
  const parameters = initialParameters(document)
  const { deltas, gradients } = backward(network, parameters, forward(network, parameters, [1]), [0])
  // a: 2, 6, and 5 * 6 + 7 * 2 = 44 at the output.
  expect(deltas).toEqual({ output: [44], second: [220], first: [3 * 220 + 7 * 44] })
  expect(gradients).toEqual({
    output: { weights: [[6 * 44, 2 * 44]], biases: [44] },
    second: { weights: [[2 * 220]], biases: [220] },
    first: { weights: [[968]], biases: [968] },
  })
})
