import { updateTraining } from '@shared/document/commands'
import { denseLayer } from '@shared/document/defaults'
import { type ProjectDocument } from '@shared/document/schema'
import { describe, expect, test } from 'vitest'
import { curveDocument, inlineDocument } from '../../../helpers/documents'
import { benchOf, houses, tableBench } from '../../../helpers/training-bench'

const weighted = (document: ProjectDocument, sampleWeights?: number[]): ProjectDocument => {
  if (document.dataset.kind !== 'inline') throw new Error('The data is inline.')
  return { ...document, dataset: { ...document.dataset, ...(sampleWeights ? { sampleWeights } : {}) } }
}

const single = { units: 1, initialWeights: [[1]], initialBiases: [0] }

/** Yes where the feature is above 0; two of four rows are told so. */
const yesOrNo = (sampleWeights?: number[]): ProjectDocument =>
  weighted(
    inlineDocument({
      features: [[-2], [2], [-1], [1]],
      targets: [[0], [0], [1], [1]],
      layers: [denseLayer('output', 'Output', { ...single, activation: 'sigmoid' })],
      training: { loss: 'binary-cross-entropy' },
    }),
    sampleWeights,
  )

/** A layer that passes 1, 2, 3 and 4 on. */
const passing = (targets: number[][], sampleWeights: number[]): ProjectDocument =>
  weighted(
    inlineDocument({
      features: [[1], [2], [3], [4]],
      targets,
      layers: [denseLayer('output', 'Output', { ...single, activation: 'linear' })],
    }),
    sampleWeights,
  )

describe('evaluate', () => {
  test('uses the best weights, not the last', async () => {
    const { clock, session, service, document } = benchOf(
      curveDocument(
        { optimizer: { id: 'sgd', learningRate: 1.2, momentum: 0.9, nesterov: false }, epochs: 20 },
        { validationShare: 0.3 },
      ),
    )
    await service.train({ document })
    clock.finish()
    const { best, epoch } = session.currentRun().state
    expect(best?.epoch).not.toBe(epoch)
    const evaluation = await service.evaluate({ part: 'validation' })
    expect(evaluation).toMatchObject({ part: 'validation', weights: 'best', epoch: best?.epoch, samples: 3 })
    expect(evaluation.loss).toBeCloseTo(best?.loss ?? NaN, 14)
  })

  test('without a validation part the last weights are used, and an empty part has no samples', async () => {
    const { clock, service, document } = benchOf(curveDocument({ epochs: 2 }))
    await service.train({ document })
    clock.finish()
    expect(await service.evaluate({ part: 'training' })).toMatchObject({ weights: 'last', epoch: 2, samples: 11 })
    expect(await service.evaluate({ part: 'validation' })).toMatchObject({ loss: 0, samples: 0 })
  })

  test('numbers are shown in their own units', async () => {
    const { service } = tableBench(houses, 'price')
    const { result } = await service.evaluate({ part: 'training' })
    if (result.kind !== 'regression') throw new Error('Prices are numbers.')
    const [price] = result.targets
    expect(price?.name).toBe('price')
    expect([...(price?.actual ?? [])].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([
      100, 140, 150, 190, 200, 240,
    ])
    const errors = [...(price?.predicted ?? [])].map((value, row) => value - (price?.actual[row] ?? NaN))
    expect(price?.meanAbsoluteError).toBeCloseTo(errors.reduce((sum, error) => sum + Math.abs(error), 0) / 6, 9)
    expect(price?.rootMeanSquaredError).toBeCloseTo(
      Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / 6),
      9,
    )
  })

  test('classes are counted, actual by predicted', async () => {
    const { service, clock, document } = tableBench(houses, 'town')
    await service.train({ document: updateTraining({ epochs: 1 }).apply(document) })
    clock.finish()
    const { result } = await service.evaluate({ part: 'training' })
    if (result.kind !== 'classification') throw new Error('Towns are classes.')
    expect(result.classes).toEqual(['A', 'B'])
    expect(result.confusion.map((row) => row.reduce((sum, count) => sum + count, 0))).toEqual([3, 3])
    expect(result.accuracy).toBe(((result.confusion[0]?.[0] ?? NaN) + (result.confusion[1]?.[1] ?? NaN)) / 6)
  })

  test('every metric that fits and has a value is measured', async () => {
    const { service, clock, document } = tableBench(houses, 'town')
    await service.train({ document: updateTraining({ epochs: 5, metrics: ['rootMeanSquaredError'] }).apply(document) })
    clock.finish()
    const { metrics, result } = await service.evaluate({ part: 'training' })
    expect(Object.keys(metrics)).toEqual(['accuracy', 'precision', 'recall', 'f1', 'auc', 'rootMeanSquaredError'])
    expect(metrics.accuracy).toBe(result.kind === 'classification' ? result.accuracy : NaN)
    const prices = tableBench(houses, 'price')
    const measured = await prices.service.evaluate({ part: 'training' })
    expect(Object.keys(measured.metrics)).toEqual(['meanAbsoluteError', 'rootMeanSquaredError', 'r2'])
    expect((await prices.service.evaluate({ part: 'validation' })).metrics).toEqual({})
  })

  test('samples count as much as they weigh, but in the confusion matrix', async () => {
    const { service } = benchOf(yesOrNo([1, 1, 4, 2]))
    const { result, metrics } = await service.evaluate({ part: 'training' })
    if (result.kind !== 'classification') throw new Error('Yes and no are classes.')
    expect(result.confusion).toEqual([
      [1, 1],
      [1, 1],
    ])
    expect([result.accuracy, metrics.accuracy]).toEqual([3 / 8, 3 / 8])
  })

  test('numbers too count as much as they weigh', async () => {
    const document = passing([[1], [4], [3], [4]], [1, 3, 0, 4])
    const { result } = await benchOf(document).service.evaluate({ part: 'training' })
    expect(result.kind === 'regression' && result.targets[0]).toMatchObject({
      meanAbsoluteError: (3 * 2) / 8,
      rootMeanSquaredError: Math.sqrt((3 * 4) / 8),
    })
  })

  test('a single yes or no has the classes 0 and 1, parted at a half', async () => {
    const { service } = benchOf(yesOrNo())
    const { result, metrics } = await service.evaluate({ part: 'training' })
    expect(result).toEqual({
      kind: 'classification',
      classes: ['0', '1'],
      confusion: [
        [1, 1],
        [1, 1],
      ],
      accuracy: 0.5,
    })
    expect(metrics).toMatchObject({ accuracy: 0.5, precision: 0.5, recall: 0.5, f1: 0.5 })
    const predicted = async (value: string) => (await service.predict({ values: [value] })).predictedClass
    // sigmoid(0) is a half, which is no yes.
    expect([await predicted('0.01'), await predicted('0'), await predicted('-3')]).toEqual(['1', '0', '0'])
  })
})
