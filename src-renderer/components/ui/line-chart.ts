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

/** A lower edge of its own: its ends, and how its numbers are written. */
export interface HorizontalAxis {
  readonly minimum: number
  readonly maximum: number
  /** From one number to the next. */
  readonly step: number
  readonly tick: (value: number) => string
}

export interface ChartView {
  readonly series: readonly Series[]
  readonly logarithmic: boolean
  readonly marker: { readonly x: number; readonly label: string } | null
  readonly tick: (value: number) => string
  readonly unitRange: boolean
  readonly xMaximum: number | null
  /** What stands along the lower edge, where it is not epochs. */
  readonly horizontal?: HorizontalAxis | undefined
}

const NOWHERE: Point = { x: 0, y: Number.NaN }

/** Height of the numbers beside the axes, in pixels. */
const TICK_SIZE = 10.5

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
      pointHoverRadius: (width ?? 2) < 1.5 ? 0 : 3,
      fill: band ? '+1' : false,
      tension: 0,
    }
  })
}

/** A dotted upright line with a word above it, where no curve runs. */
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
      ctx.font = `${TICK_SIZE}px system-ui, sans-serif`
      ctx.strokeStyle = colours.ok
      ctx.fillStyle = colours.ok
      ctx.setLineDash([2, 3])
      ctx.beginPath()
      ctx.moveTo(x, chartArea.top)
      ctx.lineTo(x, chartArea.bottom)
      ctx.stroke()
      const half = ctx.measureText(view.marker.label).width / 2
      const middle = Math.min(chartArea.right - half, Math.max(chartArea.left + half, x))
      ctx.textAlign = 'center'
      ctx.fillText(view.marker.label, middle, chartArea.top - 4)
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
      layout: { padding: { top: 16, right: 8 } },
      scales: scalesOf(view, colours),
      plugins: {
        legend: { display: false },
        tooltip: {
          displayColors: false,
          padding: 8,
          cornerRadius: 4,
          caretSize: 0,
          caretPadding: 8,
          borderWidth: 1,
          borderColor: () => current().colours['line-strong'],
          backgroundColor: () => current().colours.raised,
          titleColor: () => current().colours.text,
          bodyColor: () => current().colours.text,
          titleFont: { size: 11 },
          bodyFont: { size: 11 },
          filter: ({ dataset }) => !dataset.label?.startsWith('batches'),
          callbacks: {
            title: ([item]) => (item ? titleOf(current().view, item.parsed.x ?? 0) : ''),
            label: ({ dataset, parsed }) => `${dataset.label ?? ''} ${view.tick(parsed.y ?? 0)}`,
          },
        },
      },
    },
    plugins: [markerPlugin(current)],
  }
}

/** Above the tooltip: where along the lower edge. */
function titleOf({ horizontal }: ChartView, x: number): string {
  return horizontal ? horizontal.tick(x) : `epoch ${Number(x.toFixed(2))}`
}

/** Digits that a decade is divided at; the coarsest division that gives enough lines is taken. */
const DIVISIONS = [[1], [1, 2, 5], [1, 2, 3, 5, 7]] as const
const FEWEST_LINES = 3
const MOST_LINES = 6

/** Round numbers at equal distances, for a range so narrow that no round decade falls into it. */
function evenTicks(minimum: number, maximum: number): number[] {
  const wanted = (maximum - minimum) / FEWEST_LINES
  if (!(wanted > 0)) return [minimum]
  const power = 10 ** Math.floor(Math.log10(wanted))
  const step = ([5, 2, 1].find((digit) => digit * power <= wanted) ?? 1) * power
  const first = Math.ceil(minimum / step)
  const count = Math.floor(maximum / step) - first + 1
  return Array.from({ length: count }, (_, index) => Number(((first + index) * step).toPrecision(6)))
}

/** Where the lines of a logarithmic axis stand: at round numbers only. */
export function logarithmicTicks(minimum: number, maximum: number): number[] {
  const lowest = Math.floor(Math.log10(minimum))
  const decades = Array.from(
    { length: Math.max(0, Math.ceil(Math.log10(maximum)) - lowest + 1) },
    (_, at) => lowest + at,
  )
  const among = (digits: readonly number[]): number[] =>
    decades
      .flatMap((power) => digits.map((digit) => Number(`${digit}e${power}`)))
      .filter((value) => value >= minimum && value <= maximum)
  const found = DIVISIONS.map(among)
  const lines = found.find(({ length }) => length >= FEWEST_LINES) ?? evenTicks(minimum, maximum)
  const every = Math.ceil(lines.length / MOST_LINES)
  return lines.filter((_, index) => index % every === 0)
}

/** The numbers beside an axis, with the same number of decimals: 0.0, 0.5, 1.0. */
export function alignedTicks(texts: readonly string[]): string[] {
  const decimals = (text: string): number => text.split('.')[1]?.length ?? 0
  if (!texts.every((text) => /^−?[\d,]+(\.\d+)?$/.test(text))) return [...texts]
  const most = Math.max(0, ...texts.map(decimals))
  return texts.map((text) =>
    decimals(text) === most ? text : `${text}${decimals(text) === 0 ? '.' : ''}${'0'.repeat(most - decimals(text))}`,
  )
}

interface Tick {
  readonly value: number
}

function roundTicks(axis: { min: number; max: number; ticks: Tick[] }): void {
  if (axis.min > 0) axis.ticks = logarithmicTicks(axis.min, axis.max).map((value) => ({ value }))
}

function horizontalEnd({ horizontal, xMaximum }: ChartView): { max?: number } {
  const end = horizontal?.maximum ?? xMaximum
  return end === null ? {} : { max: end }
}

function horizontalTick({ horizontal }: ChartView, value: number): string {
  if (horizontal) return horizontal.tick(value)
  return value === 0 ? 'epoch 0' : value.toLocaleString('en-US')
}

export function scalesOf(view: ChartView, colours: Colours) {
  const ticks = { color: colours.faint, font: { size: TICK_SIZE }, maxRotation: 0 }
  const textOf = (value: number, all: readonly Tick[]): string => {
    if (view.logarithmic) return view.tick(value)
    const at = all.findIndex((tick) => tick.value === value)
    return alignedTicks(all.map((tick) => view.tick(tick.value)))[at] ?? view.tick(value)
  }
  return {
    x: {
      type: 'linear' as const,
      min: view.horizontal?.minimum ?? 0,
      ...horizontalEnd(view),
      grid: { display: false },
      border: { color: colours.line },
      ticks: {
        ...ticks,
        maxTicksLimit: 7,
        precision: 0,
        ...(view.horizontal ? { stepSize: view.horizontal.step } : {}),
        callback: (value: string | number) => horizontalTick(view, Number(value)),
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
        autoSkip: !view.logarithmic,
        padding: 6,
        callback: (value: string | number, _index: number, all: readonly Tick[]) => textOf(Number(value), all),
      },
      ...(view.logarithmic ? { afterBuildTicks: roundTicks } : {}),
    },
  }
}
