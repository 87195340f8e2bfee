import { type EpochReport } from '@shared/protocol/training-service'
import { describe, expect, it } from 'vitest'
import { axisEnd, lossSeries, metricSeries } from '../../../../src-renderer/components/charts/curves'

const reports: EpochReport[] = [1, 2].map((epoch) => ({
  epoch,
  step: epoch,
  trainLoss: 1 / epoch,
  validationLoss: epoch === 1 ? null : 0.75,
  metrics: { training: { accuracy: 0.5 }, validation: null },
}))
const none = new Float64Array()
const batches = {
  at: Float64Array.of(0.5, 1),
  minimum: Float64Array.of(1, Number.NaN),
  mean: Float64Array.of(2, 2),
  maximum: Float64Array.of(3, 3),
}

describe('the curves of the chart dock', () => {
  it('draws training, validation and the raw line of the batches with its band', () => {
    expect(lossSeries(reports, batches).map(({ label, points }) => [label, points.map(({ x, y }) => [x, y])])).toEqual([
      [
        'training',
        [
          [1, 1],
          [2, 0.5],
        ],
      ],
      ['validation', [[2, 0.75]]],
      [
        'batches, mean',
        [
          [0.5, 2],
          [1, 2],
        ],
      ],
      [
        'batches, highest',
        [
          [0.5, 3],
          [1, 3],
        ],
      ],
      ['batches, lowest', [[0.5, 1]]],
    ])
  })

  it('draws no validation where there is none', () => {
    expect(metricSeries(reports, 'accuracy').map(({ points }) => points.length)).toEqual([2, 0])
    expect(
      lossSeries([], { at: none, minimum: none, mean: none, maximum: none }).every(({ points }) => points.length === 0),
    ).toBe(true)
  })

  it('lets the axis run ahead of the run, up to where it stops', () => {
    expect([axisEnd(1, 10_000), axisEnd(150, 10_000), axisEnd(150, 160), axisEnd(1, 5)]).toEqual([10, 200, 160, 5])
  })
})
