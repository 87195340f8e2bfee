import { activations, type ActivationId } from '@shared/catalog/activations'
import { idsOf } from '@shared/catalog/entry'
import { losses, type LossId } from '@shared/catalog/losses'
import { denseLayer } from '@shared/document/defaults'
import { type Layer, type ProjectDocument } from '@shared/document/schema'
import { describe, expect, test } from 'vitest'
import { inlineDocument } from '../../../helpers/documents'
import { checked, expectRight, features, middleLayers, penalties, targetsOf } from '../../../helpers/gradient-checks'

/** An output that the loss can stand behind. */
const outputOf = (loss: LossId): ActivationId =>
  loss === 'categorical-cross-entropy' ? 'softmax' : loss === 'binary-cross-entropy' ? 'sigmoid' : 'linear'

/** A layer of the kind between two dense ones; the activation is that of all layers that have one. */
function documentOf(layer: Layer, activation: ActivationId, loss: LossId): ProjectDocument {
  const middle = 'activation' in layer ? { ...layer, activation } : layer
  return inlineDocument({
    features,
    targets: targetsOf(loss),
    layers: [
      denseLayer('first', 'First', { units: 4, activation, initialBiases: [0.31, -0.17, 0.23, 0.41] }),
      middle,
      denseLayer('output', 'Output', { units: 3, activation: outputOf(loss), initialBiases: [0.29, 0.13, 0.11] }),
    ],
    training: { loss, seed: 5 },
  })
}

describe.each(Object.entries(middleLayers))('every loss with every penalty, a layer of the kind %s', (_name, layer) => {
  test.each(idsOf(activations))('and %s', (activation) => {
    let combinations = 0
    for (const loss of idsOf(losses)) {
      const document = documentOf(layer, activation, loss)
      for (const regularization of penalties) {
        expectRight(checked(document, { regularization }))
        combinations++
      }
    }
    expect(combinations).toBe(7 * 4)
  })
})
