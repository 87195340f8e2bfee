import {
  Chart,
  type ChartConfiguration,
  type ChartDataset,
  LinearScale,
  LineElement,
  PointElement,
  ScatterController,
  Tooltip,
} from 'chart.js'
import { type Colours, faded } from '../ui/colours'
import { digits } from '../ui/digits'
import { tickNumber } from '../ui/numbers'

Chart.register(ScatterController, LinearScale, PointElement, LineElement, Tooltip)

export interface Point {
  readonly x: number
  readonly y: number
}

/** More points than this can't be told apart; every n-th is drawn then. */
const MOST_POINTS = 4000

export function scatterPoints(actual: Float64Array, predicted: Float64Array): Point[] {
  const stride = Math.max(1, Math.ceil(actual.length / MOST_POINTS))
  const points: Point[] = []
  for (let index = 0; index < actual.length; index += stride) {
    const x = actual[index]
    const y = predicted[index]
    if (x !== undefined && y !== undefined && Number.isFinite(x) && Number.isFinite(y)) points.push({ x, y })
  }
  return points
}

/** The range of both axes, so that the diagonal is one. */
export function commonRange(points: readonly Point[]): { readonly from: number; readonly to: number } {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { x, y } of points) {
    low = Math.min(low, x, y)
    high = Math.max(high, x, y)
  }
  if (low > high) return { from: 0, to: 1 }
  const margin = high > low ? (high - low) * 0.04 : Math.max(Math.abs(high) * 0.1, 1)
  return { from: low - margin, to: high + margin }
}

export function scatterDatasets(points: readonly Point[], colours: Colours): ChartDataset<'scatter', Point[]>[] {
  const { from, to } = commonRange(points)
  return [
    {
      data: [...points],
      backgroundColor: faded(colours.accent, 0.55),
      borderColor: colours.accent,
      pointRadius: points.length > 500 ? 1.5 : 3,
    },
    {
      data: [
        { x: from, y: from },
        { x: to, y: to },
      ],
      showLine: true,
      pointRadius: 0,
      pointHitRadius: 0,
      borderColor: colours.muted,
      borderDash: [4, 4],
      borderWidth: 1,
    },
  ]
}

export function scatterScales(points: readonly Point[], colours: Colours) {
  const { from, to } = commonRange(points)
  const axis = (text: string) => ({
    type: 'linear' as const,
    min: from,
    max: to,
    title: { display: true, text, color: colours.muted, font: { size: 11 } },
    grid: { color: colours.line },
    border: { color: colours.line },
    ticks: {
      color: colours.faint,
      font: { size: 10 },
      maxTicksLimit: 6,
      maxRotation: 0,
      includeBounds: false,
      callback: (value: string | number) => tickNumber(Number(value)),
    },
  })
  return { x: axis('actual'), y: axis('predicted') }
}

export function scatterConfiguration(): ChartConfiguration<'scatter', Point[]> {
  return {
    type: 'scatter',
    data: { datasets: [] },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      plugins: {
        legend: { display: false },
        tooltip: {
          displayColors: false,
          filter: ({ datasetIndex }) => datasetIndex === 0,
          callbacks: {
            label: ({ parsed }) => `actual ${digits(parsed.x, 4)}, predicted ${digits(parsed.y, 4)}`,
          },
        },
      },
    },
  }
}
