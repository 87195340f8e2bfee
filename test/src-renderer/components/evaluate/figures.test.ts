import { type Evaluation, type TrainingService } from '@shared/protocol/training-service'
import { describe, expect, it } from 'vitest'
import { confusionFigures } from '../../../../src-renderer/components/evaluate/confusion'
import { measured, weightsInWords } from '../../../../src-renderer/components/evaluate/measured'
import { commonRange, scatterPoints } from '../../../../src-renderer/components/evaluate/scatter'
import { fakeServices } from '../../helpers/fake-host'

const evaluation = (part: Evaluation['part'], samples: number): Evaluation => ({
  part,
  weights: 'best',
  epoch: 37,
  loss: 0.1,
  samples,
  metrics: {},
  result: { kind: 'regression', targets: [] },
})

describe('confusion figures', () => {
  it('total rows and columns, and say recall and precision per class', () => {
    expect(
      confusionFigures([
        [9, 1, 0],
        [3, 6, 0],
        [0, 0, 0],
      ]),
    ).toEqual({
      rowTotals: [10, 9, 0],
      columnTotals: [12, 7, 0],
      total: 19,
      right: 15,
      recall: [0.9, 6 / 9, null],
      precision: [0.75, 6 / 7, null],
      largest: 9,
    })
  })
})

describe('the part that is measured', () => {
  const service = (validationSamples: number): TrainingService =>
    fakeServices({
      training: { evaluate: async ({ part }) => evaluation(part, part === 'training' ? 8 : validationSamples) },
    }).training

  it('is the validation part, or the training part where that is empty', async () => {
    expect(await measured(service(2), 'validation')).toEqual({
      evaluation: evaluation('validation', 2),
      withoutValidation: false,
    })
    expect(await measured(service(0), 'validation')).toEqual({
      evaluation: evaluation('training', 8),
      withoutValidation: true,
    })
  })

  it('is measured with weights that have a name', () => {
    const last: Evaluation = { ...evaluation('training', 8), weights: 'last', epoch: 0 }
    expect([
      weightsInWords(evaluation('training', 8), true),
      weightsInWords(last, false),
      weightsInWords(last, true),
      weightsInWords({ ...last, epoch: 10_000 }, true),
    ]).toEqual([
      'best weights, of epoch 37',
      'initial weights',
      'last weights, within the first epoch',
      'last weights, of epoch 10,000',
    ])
  })
})

describe('scatter', () => {
  it('thins out many points and has one range for both axes', () => {
    const many = Float64Array.from({ length: 10_000 }, (_, index) => index)
    expect(scatterPoints(many, many).length).toBeLessThanOrEqual(4000)
    const { from, to } = commonRange([
      { x: 0, y: 10 },
      { x: 5, y: 5 },
    ])
    expect([from, to]).toEqual([-0.4, 10.4])
    expect(commonRange([])).toEqual({ from: 0, to: 1 })
  })
})
