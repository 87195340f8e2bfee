import { type MetricId } from '@shared/catalog/metrics'
import { type BatchSeries, type EpochReport } from '@shared/protocol/training-service'
import { type Point, type Series } from '../ui/line-chart'

const pointsOf = (at: Float64Array, values: Float64Array): Point[] =>
  Array.from(at, (x, index) => ({ x, y: values[index] ?? Number.NaN })).filter(({ y }) => Number.isFinite(y))

/** Training and validation measured at the same weights, over the raw line of single batches. */
export function lossSeries(reports: readonly EpochReport[], batches: BatchSeries): Series[] {
  const { at, minimum, mean, maximum } = batches
  return [
    { label: 'training', colour: 'train', points: reports.map(({ epoch, trainLoss }) => ({ x: epoch, y: trainLoss })) },
    {
      label: 'validation',
      colour: 'validation',
      dashed: true,
      points: reports.flatMap(({ epoch, validationLoss }) =>
        validationLoss === null ? [] : [{ x: epoch, y: validationLoss }],
      ),
    },
    { label: 'batches, mean', colour: 'train', width: 1, opacity: 0.3, points: pointsOf(at, mean) },
    { label: 'batches, highest', colour: 'train', width: 0, opacity: 0.1, band: true, points: pointsOf(at, maximum) },
    { label: 'batches, lowest', colour: 'train', width: 0, opacity: 0.12, points: pointsOf(at, minimum) },
  ]
}

export function metricSeries(reports: readonly EpochReport[], metric: MetricId): Series[] {
  const points = (part: 'training' | 'validation'): Point[] =>
    reports.flatMap(({ epoch, metrics }) => {
      const y = metrics[part]?.[metric]
      return y === undefined ? [] : [{ x: epoch, y }]
    })
  return [
    { label: 'training', colour: 'train', points: points('training') },
    { label: 'validation', colour: 'validation', dashed: true, points: points('validation') },
  ]
}

/** The metric that the reports have: accuracy for classes, else the mean absolute error. */
export function metricOf(report: EpochReport | null): MetricId {
  return report &&
    report.metrics.training.accuracy === undefined &&
    report.metrics.training.meanAbsoluteError !== undefined
    ? 'meanAbsoluteError'
    : 'accuracy'
}
