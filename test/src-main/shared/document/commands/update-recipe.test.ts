import { addLayer, updateLayer, updateRecipe, updateTraining } from '@shared/document/commands'
import { type Layer, type ProjectDocument } from '@shared/document/schema'
import { inferShapes } from '@shared/document/shapes'
import { expect, test } from 'vitest'
import { flowers } from '../../../../helpers/flowers'

const unitsOf = (document: ProjectDocument): string =>
  document.network.layers.map(({ id }) => `${id}:${inferShapes(document).layers[id]?.units ?? '?'}`).join(' ')

test('updateRecipe fits input, output, activation and loss to the target', () => {
  const shown = (document: ProjectDocument) => ({
    units: unitsOf(document),
    activation: document.network.layers.map((layer: Layer) => layer.kind === 'dense' && layer.activation).at(-1),
    loss: document.training.loss,
  })
  const regression = updateRecipe({ target: 'width' }).apply(flowers)
  expect([flowers, regression, updateRecipe({ target: 'species' }).apply(regression)].map(shown)).toEqual([
    { units: 'input:4 dense-1:8 output:3', activation: 'softmax', loss: 'categorical-cross-entropy' },
    { units: 'input:6 dense-1:8 output:1', activation: 'linear', loss: 'mean-squared-error' },
    { units: 'input:4 dense-1:8 output:3', activation: 'softmax', loss: 'categorical-cross-entropy' },
  ])
  expect(unitsOf(updateRecipe({ ignored: ['colour', 'length'] }).apply(flowers))).toBe('input:1 dense-1:8 output:3')
  expect(updateRecipe({ validationShare: 0.5 }).apply(flowers).network).toBe(flowers.network)
})

test('a column of sample weights is no feature, and its input unit goes', () => {
  const weighted = updateRecipe({ sampleWeights: 'width' }).apply(flowers)
  expect(unitsOf(weighted)).toBe('input:3 dense-1:8 output:3')
  expect(inferShapes(weighted).problems).toEqual([])
})

test('the target decides the units of the dense layer that the output layer passes on', () => {
  const [input, hidden, output] = flowers.network.layers
  const softmax: Layer = { kind: 'activation', id: 'softmax', name: 'Softmax', activation: 'softmax' }
  if (output?.kind !== 'dense' || !input || !hidden) throw new Error('the flowers have another network')
  const apart = {
    ...flowers,
    network: {
      ...flowers.network,
      layers: [input, hidden, { ...output, activation: 'linear' as const }, softmax],
      connections: [...flowers.network.connections, { from: 'output', to: 'softmax' }],
    },
  }
  const after = updateRecipe({ target: 'width' }).apply(apart)
  expect(unitsOf(after)).toBe('input:6 dense-1:8 output:1 softmax:1')
  expect(after.network.layers.at(-1)).toEqual({ ...softmax, activation: 'linear' })
  expect(inferShapes(after).problems).toEqual([])
})

test('other columns leave a loss that was chosen', () => {
  const hinge = updateTraining({ loss: 'hinge' }).apply(flowers)
  expect(updateRecipe({ ignored: ['colour'] }).apply(hinge).training.loss).toBe('hinge')
  expect(updateRecipe({ target: 'width' }).apply(hinge).training.loss).toBe('mean-squared-error')
  const huber = updateTraining({ loss: 'huber' }).apply(updateRecipe({ target: 'width' }).apply(flowers))
  expect(updateRecipe({ target: 'length' }).apply(huber).training.loss).toBe('huber')
})

test('an input of images and several inputs are left to people', () => {
  const image = updateLayer('input', { shape: [2, 2, 1] }).apply(flowers)
  expect(unitsOf(updateRecipe({ ignored: ['colour'] }).apply(image))).toBe('input:4 dense-1:8 output:3')
  const two = addLayer(null, 'input').apply(flowers)
  expect(unitsOf(updateRecipe({ ignored: ['colour'] }).apply(two))).toBe('input:4 dense-1:8 output:3 input-1:1')
})
