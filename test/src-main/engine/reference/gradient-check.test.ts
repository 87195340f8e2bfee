import { initialParameters, buildNetwork } from '@engine/network'
import { checkGradients } from '@engine/reference/gradient-check'
import { activations, type ActivationId } from '@shared/catalog/activations'
import { idsOf } from '@shared/catalog/entry'
import { losses, type LossId } from '@shared/catalog/losses'
import { denseLayer } from '@shared/document/defaults'
import { type ProjectDocument } from '@shared/document/schema'
import { describe, expect, test } from 'vitest'
import { inlineDocument, skipConnections } from '../../../helpers/documents'

interface Case {
  readonly hidden: ActivationId
  readonly output: ActivationId
  readonly loss: LossId
}

/** Every activation in a hidden and in the output place with every loss; cross-entropy takes softmax outputs only. */
const cases: Case[] = idsOf(activations).flatMap((hidden) =>
  idsOf(activations).flatMap((output) =>
    idsOf(losses)
      .filter((loss) => loss !== 'categorical-cross-entropy' || output === 'softmax')
      .map((loss) => ({ hidden, output, loss })),
  ),
)

/** Away from ReLU's corner at 0 and from saturation. */
const features = [
  [0.5, -1.2],
  [1.3, 0.4],
  [-0.7, 0.9],
]
const classes = [
  [1, 0, 0],
  [0, 0, 1],
  [0, 1, 0],
]
const numbers = [
  [0.3, -0.2, 0.8],
  [1.1, 0.4, -0.6],
  [-0.5, 0.7, 0.1],
]

function documentOf({ hidden, output, loss }: Case, connected: 'chain' | 'graph'): ProjectDocument {
  return inlineDocument({
    features,
    targets: loss === 'categorical-cross-entropy' ? classes : numbers,
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
  expect(cases).toHaveLength(55)
  expect(new Set(cases.map(({ hidden }) => hidden))).toEqual(new Set(idsOf(activations)))
  expect(new Set(cases.map(({ output }) => output))).toEqual(new Set(idsOf(activations)))
  expect(new Set(cases.map(({ loss }) => loss))).toEqual(new Set(idsOf(losses)))
})

describe.each(['chain', 'graph'] as const)('backpropagation equals central differences in a %s', (connected) => {
  test.each(cases)('of $hidden layers, $output output, $loss', (each) => {
    const document = documentOf(each, connected)
    const network = buildNetwork(document)
    const check = checkGradients(network, initialParameters(document), { x: features, y: documentTargets(document) })
    expect(check.worst, check.place).toBeLessThan(1e-6)
    expect(check.place).not.toBe('none')
  })
})

test('a wrong gradient is noticed and its place named', () => {
  const document = documentOf({ hidden: 'tanh', output: 'linear', loss: 'mean-squared-error' }, 'chain')
  const network = buildNetwork(document)
  const parameters = initialParameters(document)
  // A step so wide that the quotient is no derivative stands for a wrong formula.
  const { worst, place } = checkGradients(network, parameters, { x: features, y: numbers }, 1)
  expect(worst).toBeGreaterThan(0.01)
  expect(place).toMatch(/^(first|second|output)\.(weights\[\d\]\[\d\]|biases\[\d\])$/)
})

test('the parameters come back unchanged', () => {
  const document = documentOf({ hidden: 'sigmoid', output: 'softmax', loss: 'categorical-cross-entropy' }, 'graph')
  const parameters = initialParameters(document)
  checkGradients(buildNetwork(document), parameters, { x: features, y: classes })
  expect(parameters).toEqual(initialParameters(document))
})

function documentTargets({ dataset }: ProjectDocument): number[][] {
  return dataset.kind === 'inline' ? dataset.targets : []
}
