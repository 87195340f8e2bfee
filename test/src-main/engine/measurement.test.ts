import { prepareData } from '@engine/data/prepare'
import { metricsFor } from '@engine/measurement'
import { denseLayer } from '@shared/document/defaults'
import { type ProjectDocument } from '@shared/document/schema'
import { describe, expect, test } from 'vitest'
import { inlineDocument } from '../../helpers/documents'
import { trainerOf } from '../../helpers/trainers'

type Training = Partial<ProjectDocument['training']>

/** A layer that passes its single feature on as the output. */
const passing = (targets: number[][], training: Training, recipe: Partial<ProjectDocument['recipe']> = {}) =>
  inlineDocument({
    features: [[1], [2], [3], [6]],
    targets,
    layers: [
      denseLayer('output', 'Output', { units: 1, activation: 'linear', initialWeights: [[1]], initialBiases: [0] }),
    ],
    training,
    recipe,
  })

describe('which metrics', () => {
  const classes = inlineDocument({
    features: [[1], [2]],
    targets: [
      [1, 0],
      [0, 1],
    ],
    layers: [denseLayer('output', 'Output', { units: 2, activation: 'softmax' })],
    training: { loss: 'categorical-cross-entropy' },
  })
  const numbers = passing([[1], [2], [3], [4]], {})
  const yesOrNo = passing([[1], [0], [1], [0]], { loss: 'binary-cross-entropy' })
  test.each<[string, ProjectDocument, ProjectDocument['training']['metrics'], string[]]>([
    ['classes', classes, [], ['accuracy']],
    ['numbers', numbers, [], ['meanAbsoluteError']],
    ['a yes or no', yesOrNo, [], ['accuracy']],
    ['classes', classes, ['f1', 'auc'], ['f1', 'auc']],
    ['classes', classes, ['rootMeanSquaredError'], ['rootMeanSquaredError']],
    ['numbers', numbers, ['r2', 'accuracy'], ['r2']],
    ['numbers', numbers, ['accuracy'], ['meanAbsoluteError']],
    ['a yes or no', yesOrNo, ['precision', 'recall'], ['precision', 'recall']],
  ])('of %s', (_what, document, chosen, expected) => {
    const training = { ...document.training, metrics: chosen }
    expect(metricsFor(training, prepareData({ ...document, training }, null))).toEqual(expected)
  })
})

test('the loss is that of the scaled targets, metrics are in their own units', () => {
  const document = passing(
    [[10], [20], [30], [60]],
    { metrics: ['meanAbsoluteError', 'r2'] },
    { scaling: 'standardize' },
  )
  const { training, validation } = trainerOf(document).measure()
  // Features and targets differ by a factor, so scaled they are the same.
  expect(training.loss).toBeCloseTo(0, 14)
  expect(training.metrics.meanAbsoluteError).toBeCloseTo(0, 12)
  expect(training.metrics.r2).toBeCloseTo(1, 14)
  expect(validation).toBeNull()
  const off = trainerOf(passing([[12], [22], [32], [62]], { metrics: ['meanAbsoluteError'] })).measure()
  expect(off.training.metrics).toEqual({ meanAbsoluteError: (11 + 20 + 29 + 56) / 4 })
  expect(off.training.loss).toBe((11 ** 2 + 20 ** 2 + 29 ** 2 + 56 ** 2) / 4)
})

test('samples count as much as they weigh, in the loss and in the metrics', () => {
  const document = passing([[2], [4], [3], [6]], { metrics: ['meanAbsoluteError'] })
  if (document.dataset.kind !== 'inline') throw new Error('The data is inline.')
  const weighted = { ...document, dataset: { ...document.dataset, sampleWeights: [1, 3, 0, 4] } }
  expect(trainerOf(weighted).measure().training).toEqual({
    loss: (1 * 1 + 3 * 4) / 8,
    metrics: { meanAbsoluteError: (1 * 1 + 3 * 2) / 8 },
  })
})

test('a metric without a value is left out', () => {
  const document = passing([[5], [5], [5], [5]], { metrics: ['r2', 'meanAbsoluteError'] })
  const { metrics } = trainerOf(document).measure().training
  expect(Object.values(metrics).every(Number.isFinite)).toBe(true)
  expect(metrics.meanAbsoluteError).toBe((4 + 3 + 2 + 1) / 4)
})
