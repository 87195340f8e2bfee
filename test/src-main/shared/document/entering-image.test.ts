import { denseLayer, newLayer } from '@shared/document/defaults'
import { enteringImage, imagePicture, inputAt } from '@shared/document/entering-image'
import { type Layer } from '@shared/document/schema'
import { inferShapes } from '@shared/document/shapes'
import { expect, test } from 'vitest'
import { inlineDocument } from '../../../helpers/documents'

const image = { height: 2, width: 3, channels: 2 }

function entering(between: readonly Layer[], shape: [number] | [number, number, number] = [2, 3, 2]) {
  const input: Layer = { kind: 'input', id: 'input', name: 'Input', shape }
  const layers: Layer[] = [input, ...between, denseLayer('dense', 'Dense')]
  const connections = layers.slice(1).map(({ id }, index) => ({ from: layers[index]?.id ?? '', to: id }))
  const made = inlineDocument({ features: [], targets: [], layers: [] })
  const document = { ...made, network: { layers, connections, layout: {} } }
  return enteringImage(document.network, inferShapes(document), 'dense')
}

test('an image enters at once, or through layers that leave every pixel in its place', () => {
  expect(entering([])).toEqual(image)
  expect(entering([newLayer('flatten', 'flat', 'Flatten'), newLayer('dropout', 'drop', 'Dropout')])).toEqual(image)
})

test('none enters behind a dense layer, from a row of numbers, or as one line of pixels', () => {
  expect(entering([denseLayer('first', 'First')])).toBeNull()
  expect(entering([], [12])).toBeNull()
  expect(entering([], [1, 12, 1])).toBeNull()
})

test('as a picture the channels stand beside each other, and every place knows its input', () => {
  const inputs = Array.from({ length: 12 }, (_, input) => input)
  const { rows, columns, values } = imagePicture(image, inputs)
  expect([rows, columns]).toEqual([2, 6])
  expect([...values]).toEqual([0, 2, 4, 1, 3, 5, 6, 8, 10, 7, 9, 11])
  const places = inputs.map((index) => inputAt(image, Math.floor(index / 6), index % 6))
  expect(places).toEqual([...values])
})
