import { idsOf } from '@shared/catalog/entry'
import { type MetricId, metrics } from '@shared/catalog/metrics'
import { type EpochReport, type RunRecord, type RunStatus } from '@shared/protocol/training-service'
import { type ColourName } from '../ui/colours'
import { type Point, type Series } from '../ui/line-chart'
import { measure, percent, shortNumber } from '../ui/numbers'

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

/** The run's first metric, of the validation part or of the training part where there is none: "96.7 %", "MAE 0.12". */
export function metricInWords(report: EpochReport | null): string {
  if (!report) return '–'
  const values = report.metrics.validation ?? report.metrics.training
  const id = idsOf<MetricId>(metrics).find((each) => values[each] !== undefined)
  if (id === undefined) return '–'
  const value = values[id]
  const text = metrics[id].share ? percent(value) : shortNumber(value)
  return id === 'accuracy' ? text : `${id === 'meanAbsoluteError' ? 'MAE' : metrics[id].label} ${text}`
}

/** Every metric of a report, a line each: for a tooltip. */
export function metricsInLines(report: EpochReport | null): string {
  const values = report?.metrics.validation ?? report?.metrics.training ?? {}
  return idsOf<MetricId>(metrics)
    .filter((id) => values[id] !== undefined)
    .map((id) => `${metrics[id].label} ${measure(values[id], metrics[id].share)}`)
    .join('\n')
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
