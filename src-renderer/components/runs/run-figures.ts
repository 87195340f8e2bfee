import { type EpochReport, type RunRecord, type RunStatus } from '@shared/protocol/training-service'
import { type ColourName } from '../ui/colours'
import { type Point, type Series } from '../ui/line-chart'
import { percent, shortNumber } from '../ui/numbers'

export type Curve = 'validation' | 'training'

export const statusWords: Readonly<Record<RunStatus, string>> = {
  idle: 'not started',
  running: 'training',
  paused: 'paused',
  finished: 'finished',
  failed: 'failed',
}

const lossOf = (report: EpochReport, curve: Curve): number | null =>
  curve === 'training' ? report.trainLoss : report.validationLoss

export function lossPoints(reports: readonly EpochReport[], curve: Curve): Point[] {
  return reports.flatMap((report) => {
    const y = lossOf(report, curve)
    return y === null ? [] : [{ x: report.epoch, y }]
  })
}

/** Each run has its own pair of hue and line, so that neither alone has to tell them apart. */
const hues: readonly ColourName[] = ['positive', 'negative', 'ok', 'accent', 'text']

export interface Line {
  readonly colour: ColourName
  readonly dashed: boolean
}

export function lineOf(number: number): Line {
  const index = Math.max(0, number - 1)
  return { colour: hues[index % hues.length] ?? 'text', dashed: index % 2 === 1 }
}

/** The loss curves of some runs, one over the other. */
export function runSeries(records: readonly RunRecord[], curve: Curve): Series[] {
  return records.map(({ number, reports }) => ({
    label: `run ${number}`,
    ...lineOf(number),
    points: lossPoints(reports, curve),
  }))
}

/** Accuracy of the validation part, or of the training part where there is none; for numbers the absolute error. */
export function metricInWords(report: EpochReport | null): string {
  if (!report) return '–'
  const values = report.metrics.validation ?? report.metrics.training
  if (values.accuracy !== undefined) return percent(values.accuracy)
  return values.meanAbsoluteError === undefined ? '–' : `MAE ${shortNumber(values.meanAbsoluteError)}`
}

/** Lowest to highest loss as an SVG path of `width` by `height`, on a logarithmic axis, with at most one point per pixel. */
export function miniCurve(reports: readonly EpochReport[], width: number, height: number): string {
  const losses = reports.map(({ trainLoss }) => Math.log(Math.max(trainLoss, 1e-300))).filter(Number.isFinite)
  if (losses.length < 2) return ''
  const stride = Math.max(1, Math.ceil(losses.length / width))
  const kept = losses.filter((_, index) => index % stride === 0 || index === losses.length - 1)
  const low = Math.min(...kept)
  const span = Math.max(...kept) - low || 1
  const points = kept.map((loss, index) => {
    const x = (index / (kept.length - 1)) * width
    const y = height - ((loss - low) / span) * height
    return `${x.toFixed(1)} ${y.toFixed(1)}`
  })
  return `M${points.join('L')}`
}

/** When a run began: time of day today, else date and time. */
export function startedInWords(iso: string, now: Date): string {
  const started = new Date(iso)
  if (Number.isNaN(started.getTime())) return '–'
  const pad = (value: number): string => String(value).padStart(2, '0')
  const time = `${pad(started.getHours())}:${pad(started.getMinutes())}:${pad(started.getSeconds())}`
  if (started.toDateString() === now.toDateString()) return time
  return `${started.getFullYear()}-${pad(started.getMonth() + 1)}-${pad(started.getDate())} ${time.slice(0, 5)}`
}
