import { describe, expect, it } from 'vitest'
import { inferShapes } from '@shared/document/shapes'
import { encodedShape } from '@shared/document/encoding'
import { type LayerWeights } from '@shared/protocol/training-service'
import { cardsOf } from '../../../../src-renderer/components/network/geometry'
import { readerOf } from '../../../../src-renderer/components/network/weight-reader'
import { smallDocument } from '../../helpers/fake-host'

const document = smallDocument()
const shapes = inferShapes(document)
const [from, to] = cardsOf(document, shapes, encodedShape(document))
if (!from || !to) throw new Error('There are no two layers.')
const shape = shapes.layers[to.layer.id]
const units = shape?.units ?? 0
const inputs = shape?.inputs ?? 0
const weights = (changes: Partial<LayerWeights> = {}) => ({
  [to.layer.id]: {
    units,
    inputs,
    weights: Float32Array.from({ length: units * inputs }, (_, index) => (index === 1 ? -3 : index / 8)),
    biases: new Float32Array(units),
    ...changes,
  },
})

describe('readerOf', () => {
  it('gives a weight by its unit and input, and the largest magnitude', () => {
    const { weight, most } = readerOf(weights(), shapes, from, to)
    expect(weight(0, 1)).toBe(-3)
    expect(weight(1, 0)).toBe(inputs / 8)
    expect(most).toBe(3)
  })

  it('knows nothing of weights that are not there or belong to another shape', () => {
    expect(readerOf(null, shapes, from, to).weight(0, 0)).toBeNull()
    expect(readerOf(weights({ inputs: inputs + 1 }), shapes, from, to).weight(0, 0)).toBeNull()
  })

  it('leaves what is no number out of the largest', () => {
    const numbers = Float32Array.from({ length: units * inputs }, (_, index) => (index === 0 ? NaN : Infinity))
    const { weight, most } = readerOf(weights({ weights: numbers }), shapes, from, to)
    expect(weight(0, 0)).toBeNaN()
    expect(most).toBe(0.25)
  })
})
