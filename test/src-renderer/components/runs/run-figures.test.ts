import { type MetricValues } from '@shared/catalog/metrics'
import { type EpochReport } from '@shared/protocol/training-service'
import { describe, expect, it } from 'vitest'
import { metricInWords, metricsInLines } from '../../../../src-renderer/components/runs/run-figures'

const report = (training: MetricValues, validation: MetricValues | null = null): EpochReport => ({
  epoch: 1,
  step: 1,
  trainLoss: 0.5,
  validationLoss: null,
  metrics: { training, validation },
})

describe('the metric of a run', () => {
  it('is named where it is not the accuracy', () => {
    expect(metricInWords(report({ accuracy: 0.5 }, { accuracy: 0.75 }))).toBe('75.0 %')
    expect(metricInWords(report({ meanAbsoluteError: 0.1234 }))).toBe('MAE 0.123')
    expect(metricInWords(report({ f1: 0.5, auc: 0.9 }))).toBe('F1 50.0 %')
    expect(metricInWords(report({ r2: -0.5 }))).toBe('R2 −0.500')
    expect([metricInWords(report({})), metricInWords(null)]).toEqual(['–', '–'])
  })

  it('stands with all others in the tooltip', () => {
    expect(metricsInLines(report({ f1: 0.5, auc: 0.9 }))).toBe('F1 50.0 %\nAUC 90.0 %')
    expect(metricsInLines(null)).toBe('')
  })
})
