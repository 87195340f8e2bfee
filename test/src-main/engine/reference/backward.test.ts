import { initialParameters } from '@engine/initial-parameters'
import { buildNetwork } from '@engine/network'
import { backward } from '@engine/reference/backward'
import { forward } from '@engine/reference/forward'
import { denseLayer } from '@shared/document/defaults'
import { type Layer, type ProjectDocument } from '@shared/document/schema'
import { expect, test } from 'vitest'
import { inlineDocument } from '../../../helpers/documents'

/** Forward and backward of one sample. */
function passes(document: ProjectDocument, x: number[], y: number[], weight: number | null = null) {
  const network = buildNetwork(document)
  const parameters = initialParameters(document)
  const pass = forward(network, { parameters, statistics: {} }, [x], { kind: 'evaluation' })
  return { pass, ...backward(network, parameters, pass, { y: [y], weights: weight === null ? null : [weight] }) }
}

const linear = (id: string, initialWeights: number[][]): Layer =>
  denseLayer(id, id, { units: initialWeights.length, activation: 'linear', initialWeights })

test('a layer with the name of a built-in property is one like any other', () => {
  const made = inlineDocument({
    features: [[1, 2]],
    targets: [[1]],
    layers: [{ kind: 'flatten', id: 'valueOf', name: 'Flat' }, linear('output', [[1, 2]])],
  })
  const document = JSON.parse(
    JSON.stringify(made).replaceAll('"input"', '"toString"').replace('"kind":"toString"', '"kind":"input"'),
  ) as typeof made
  const { deltas, gradients } = passes(document, [1, 2], [1])
  expect(deltas).toEqual({ output: [[8]], valueOf: [[8, 16]], toString: [[8, 16]] })
  expect(gradients).toEqual({ output: { weights: [[8, 16]], biases: [8] } })
  expect(Object.keys(Object.prototype.toString)).toEqual([])
})

const fanOut = inlineDocument({
  features: [[1]],
  targets: [[0]],
  layers: [linear('first', [[2]]), linear('second', [[3]]), linear('output', [[5, 7]])],
  connections: [
    { from: 'input', to: 'first' },
    { from: 'first', to: 'second' },
    { from: 'second', to: 'output' },
    { from: 'first', to: 'output' },
  ],
  training: { loss: 'half-squared-error' },
})

test('a layer that feeds two others receives the sum of what they send back', () => {
  const { deltas, gradients } = passes(fanOut, [1], [0])
  // a: 2, 6, and 5 * 6 + 7 * 2 = 44 at the output.
  expect(deltas).toMatchObject({ output: [[44]], second: [[220]], first: [[3 * 220 + 7 * 44]] })
  expect(gradients).toEqual({
    output: { weights: [[6 * 44, 2 * 44]], biases: [44] },
    second: { weights: [[2 * 220]], biases: [220] },
    first: { weights: [[968]], biases: [968] },
  })
})

test('an update on the way changes the deltas before it, not those behind', () => {
  const network = buildNetwork(fanOut)
  const parameters = initialParameters(fanOut)
  const pass = forward(network, { parameters, statistics: {} }, [[1]], { kind: 'evaluation' })
  const told: string[] = []
  const { deltas } = backward(network, parameters, pass, { y: [[0]], weights: null }, ({ id }, { biases }) => {
    told.push(`${id} ${biases.join()}`)
    const own = parameters[id]
    if (id === 'output' && own) own.weights = [[1, 1]]
  })
  expect(deltas).toMatchObject({ output: [[44]], second: [[44]], first: [[3 * 44 + 44]] })
  expect(told).toEqual(['output 44', 'second 44', 'first 176'])
})

test('a single sample has the same mean whatever it weighs, and none where it weighs nothing', () => {
  const { gradients } = passes(fanOut, [1], [0])
  const { gradients: heavy, deltas } = passes(fanOut, [1], [0], 4)
  expect(heavy).toEqual(gradients)
  expect(deltas['output']).toEqual([[4 * 44]])
  expect(passes(fanOut, [1], [0], 0).gradients['first']).toEqual({ weights: [[0]], biases: [0] })
})

test('sources that are added get the whole gradient, joined ones their own part', () => {
  const graph = (kind: 'add' | 'concatenate', initialWeights: number[][]): ProjectDocument =>
    inlineDocument({
      features: [[1]],
      targets: [[0]],
      layers: [
        linear('left', [[1], [2]]),
        linear('right', [[3], [4]]),
        { kind, id: 'both', name: 'Both' },
        linear('output', initialWeights),
      ],
      connections: [
        { from: 'input', to: 'left' },
        { from: 'input', to: 'right' },
        { from: 'right', to: 'both' },
        { from: 'left', to: 'both' },
        { from: 'both', to: 'output' },
      ],
      training: { loss: 'half-squared-error' },
    })
  const added = passes(graph('add', [[1, 10]]), [1], [0])
  expect(added.pass['both']?.a).toEqual([[4, 6]])
  expect(added.deltas).toMatchObject({ output: [[64]], both: [[64, 640]], left: [[64, 640]], right: [[64, 640]] })
  const joined = passes(graph('concatenate', [[1, 10, 100, 1000]]), [1], [0])
  // Right before left, as they are connected: 3 + 40 + 100 + 2000.
  expect(joined.pass['both']?.a).toEqual([[3, 4, 1, 2]])
  expect(joined.deltas).toMatchObject({ right: [[2143, 21430]], left: [[214300, 2143000]] })
})
