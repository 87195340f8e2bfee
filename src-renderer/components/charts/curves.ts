import { type MetricId } from '@shared/catalog/metrics'
import { type BatchSeries, type EpochReport } from '@shared/protocol/training-service'
import { decimate, type Point } from '../ui/decimate'
import { type Series } from '../ui/line-chart'

const pointsOf = (at: Float64Array, values: Float64Array): Point[] =>
  Array.from(at, (x, index) => ({ x, y: values[index] ?? Number.NaN })).filter(({ y }) => Number.isFinite(y))

/** More columns than a chart has pixels on any screen. */
const MOST_COLUMNS = 2000

function curve(reports: readonly EpochReport[], value: (report: EpochReport) => number | null | undefined): Point[] {
  const pointAt = (index: number): Point => {
    const report = reports[index]
    return { x: report?.epoch ?? 0, y: (report && value(report)) ?? Number.NaN }
  }
  return decimate(reports.length, pointAt, MOST_COLUMNS)
}

/** Training and validation measured at the same weights, over the raw line of single batches. */
export function lossSeries(reports: readonly EpochReport[], batches: BatchSeries): Series[] {
  const { at, minimum, mean, maximum } = batches
  return [
    { label: 'training', colour: 'train', points: curve(reports, ({ trainLoss }) => trainLoss) },
    {
      label: 'validation',
      colour: 'validation',
      dashed: true,
      points: curve(reports, ({ validationLoss }) => validationLoss),
    },
    { label: 'batches, mean', colour: 'train', width: 1, opacity: 0.3, points: pointsOf(at, mean) },
    { label: 'batches, highest', colour: 'train', width: 0, opacity: 0.1, band: true, points: pointsOf(at, maximum) },
    { label: 'batches, lowest', colour: 'train', width: 0, opacity: 0.1, points: pointsOf(at, minimum) },
  ]
}

export function metricSeries(reports: readonly EpochReport[], metric: MetricId): Series[] {
  const points = (part: 'training' | 'validation'): Point[] => curve(reports, ({ metrics }) => metrics[part]?.[metric])
  return [
    { label: 'training', colour: 'train', points: points('training') },
    { label: 'validation', colour: 'validation', dashed: true, points: points('validation') },
  ]
}

/** Where the axis of epochs ends: a round number a little ahead of the run, and never beyond the epoch it stops at. */
export function axisEnd(epoch: number, until: number): number {
  const ahead = Math.max(10, epoch * 1.1)
  const power = 10 ** Math.floor(Math.log10(ahead))
  const round = [1, 2, 3, 4, 5, 7.5, 10].map((factor) => factor * power).find((end) => end >= ahead) ?? ahead
  return Math.max(1, epoch, Math.min(round, until))
}
