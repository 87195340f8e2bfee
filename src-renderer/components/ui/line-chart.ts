import {
  Chart,
  type ChartConfiguration,
  type ChartDataset,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  type Plugin,
  PointElement,
  Tooltip,
} from 'chart.js'
import { decimate, type Point } from './decimate'
import { type ColourName, type Colours, faded } from './colours'

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale, Filler, Tooltip)

export { type Point } from './decimate'

export interface Series {
  readonly label: string
  readonly colour: ColourName
  readonly points: readonly Point[]
  readonly dashed?: boolean
  readonly width?: number
  readonly opacity?: number
  /** Fills to the series after it: the band between a minimum and a maximum. */
  readonly band?: boolean
}

export interface ChartView {
  readonly series: readonly Series[]
  readonly logarithmic: boolean
  readonly marker: { readonly x: number; readonly label: string } | null
  readonly tick: (value: number) => string
  readonly unitRange: boolean
  readonly xMaximum: number | null
}

const NOWHERE: Point = { x: 0, y: Number.NaN }

type LineDataset = ChartDataset<'line', Point[]>

export function datasetsOf(view: ChartView, colours: Colours, columns: number): LineDataset[] {
  return view.series.map(({ label, colour, points, dashed, width, opacity, band }): LineDataset => {
    const visible = view.logarithmic ? points.filter(({ y }) => y > 0) : points
    const tone = faded(colours[colour], opacity ?? 1)
    return {
      label,
      data: decimate(visible.length, (index) => visible[index] ?? NOWHERE, columns),
      borderColor: tone,
      backgroundColor: tone,
      borderWidth: width ?? 1.8,
      borderDash: dashed ? [5, 3] : [],
      pointRadius: visible.length === 1 ? 2.5 : 0,
      pointHoverRadius: 3,
      fill: band ? '+1' : false,
      tension: 0,
    }
  })
}

/** A dotted upright line with a word at its head. */
function markerPlugin(current: () => { view: ChartView; colours: Colours }): Plugin<'line'> {
  return {
    id: 'marker',
    afterDatasetsDraw({ ctx, chartArea, scales }) {
      const { view, colours } = current()
      const scale = scales['x']
      if (!view.marker || !scale) return
      const x = scale.getPixelForValue(view.marker.x)
      if (x < chartArea.left || x > chartArea.right) return
      ctx.save()
      ctx.strokeStyle = colours.ok
      ctx.fillStyle = colours.ok
      ctx.setLineDash([2, 3])
      ctx.beginPath()
      ctx.moveTo(x, chartArea.top)
      ctx.lineTo(x, chartArea.bottom)
      ctx.stroke()
      const left = x - chartArea.left > 34
      ctx.font = '10px system-ui, sans-serif'
      ctx.textAlign = left ? 'right' : 'left'
      ctx.setLineDash([])
      ctx.strokeStyle = colours.surface
      ctx.lineWidth = 3
      ctx.strokeText(view.marker.label, x + (left ? -5 : 5), chartArea.top + 8)
      ctx.fillText(view.marker.label, x + (left ? -5 : 5), chartArea.top + 8)
      ctx.restore()
    },
  }
}

/** Everything Chart.js needs to draw `view` now: no animation, no parsing, quiet lines. */
export function configurationOf(
  current: () => { view: ChartView; colours: Colours },
): ChartConfiguration<'line', Point[]> {
  const { colours, view } = current()
  return {
    type: 'line',
    data: { datasets: [] },
    options: {
      animation: false,
      parsing: false,
      normalized: true,
      responsive: true,
      maintainAspectRatio: false,
      interaction: { mode: 'nearest', axis: 'x', intersect: false },
      layout: { padding: { top: 4, right: 8 } },
      scales: scalesOf(view, colours),
      plugins: {
        legend: { display: false },
        tooltip: {
          displayColors: false,
          filter: ({ dataset }) => !dataset.label?.startsWith('batches'),
          callbacks: {
            title: ([item]) => (item ? `epoch ${Number((item.parsed.x ?? 0).toFixed(2))}` : ''),
            label: ({ dataset, parsed }) => `${dataset.label ?? ''} ${view.tick(parsed.y ?? 0)}`,
          },
        },
      },
    },
    plugins: [markerPlugin(current)],
  }
}

export function scalesOf(view: ChartView, colours: Colours) {
  const ticks = { color: colours.faint, font: { size: 10 }, maxRotation: 0 }
  return {
    x: {
      type: 'linear' as const,
      min: 0,
      ...(view.xMaximum === null ? {} : { max: view.xMaximum }),
      grid: { display: false },
      border: { color: colours.line },
      ticks: {
        ...ticks,
        maxTicksLimit: 7,
        precision: 0,
        callback: (value: string | number) => (Number(value) === 0 ? 'epoch 0' : String(value)),
      },
    },
    y: {
      type: view.logarithmic ? ('logarithmic' as const) : ('linear' as const),
      ...(view.unitRange ? { min: 0, max: 1 } : {}),
      grid: { color: colours.line, drawTicks: false },
      border: { display: false },
      ticks: {
        ...ticks,
        maxTicksLimit: 5,
        padding: 6,
        callback: (value: string | number) => view.tick(Number(value)),
      },
    },
  }
}
