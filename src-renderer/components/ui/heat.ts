import { type Colours, mixed } from './colours'

export interface Heat {
  readonly rows: number
  readonly columns: number
  /** [row][column], row by row. */
  readonly values: Float32Array
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  /**
   * What tells numbers below 0 beside their colour. lines: a hatch over them and a line where the sign changes, where
   * values change smoothly; cells: a diagonal in each, where neighbours have little to do with each other.
   */
  readonly hatch: 'none' | 'lines' | 'cells'
}

/** Pixels per value along either side. */
const SCALE = { none: 1, lines: 2, cells: 5 } as const
/** From one line of the hatch to the next. */
const EVERY = 6

/** Between zero and full colour there are so many steps. */
const STEPS = 32

type Rgb = readonly [number, number, number]
const rgb = (colour: string): Rgb =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as [number, number, number]

/** Colours from 0 to the full tone. */
const ramp = (full: string, zero: string): readonly Rgb[] =>
  Array.from({ length: STEPS + 1 }, (_, step) => rgb(mixed(full, zero, step / STEPS)))

const isHatched: Readonly<Record<Heat['hatch'], (x: number, y: number) => boolean>> = {
  none: () => false,
  lines: (x, y) => (x + y) % EVERY === 0,
  cells: (x, y) => x % SCALE.cells === y % SCALE.cells,
}

/** RGBA of a heat map, `scale` x `scale` pixels per value: blue above 0, orange and hatched below, by magnitude. */
export function heatPixels({ rows, columns, values, hatch }: Omit<Heat, 'box'>, colours: Colours): ImageDataArray {
  const scale = SCALE[hatch]
  const pixels = new Uint8ClampedArray(rows * columns * scale * scale * 4)
  let most = 1e-12
  for (const value of values) if (Number.isFinite(value)) most = Math.max(most, Math.abs(value))
  const above = ramp(colours.positive, colours.raised)
  const below = ramp(colours.negative, colours.raised)
  const width = columns * scale
  for (let y = 0; y < rows * scale; y++)
    for (let x = 0; x < width; x++) {
      const value = values[Math.floor(y / scale) * columns + Math.floor(x / scale)] ?? 0
      const size = Number.isNaN(value) ? 0 : Math.min(1, Math.abs(value) / most)
      const line = value < 0 && isHatched[hatch](x, y)
      const step = Math.min(STEPS, Math.round(size * STEPS * 0.85) + (line ? 8 : 0))
      pixels.set([...((value < 0 ? below : above)[step] ?? above[0] ?? [0, 0, 0]), 255], (y * width + x) * 4)
    }
  return pixels
}

export interface Segment {
  readonly from: readonly [number, number]
  readonly to: readonly [number, number]
}

/** Where the sign changes between neighbours, as pieces of a line along the edges of values; in values from the corner. */
export function zeroLine({ rows, columns, values }: Pick<Heat, 'rows' | 'columns' | 'values'>): Segment[] {
  const segments: Segment[] = []
  const negative = (row: number, column: number): boolean => (values[row * columns + column] ?? 0) < 0
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const own = negative(row, column)
      if (column + 1 < columns && negative(row, column + 1) !== own)
        segments.push({ from: [column + 1, row], to: [column + 1, row + 1] })
      if (row + 1 < rows && negative(row + 1, column) !== own)
        segments.push({ from: [column, row + 1], to: [column + 1, row + 1] })
    }
  return segments
}

/** Draws values as a picture into a box. */
export function drawHeat(context: CanvasRenderingContext2D, colours: Colours, heat: Heat): void {
  const { rows, columns, box, hatch } = heat
  const scale = SCALE[hatch]
  const picture = new OffscreenCanvas(columns * scale, rows * scale)
  picture.getContext('2d')?.putImageData(new ImageData(heatPixels(heat, colours), columns * scale, rows * scale), 0, 0)
  context.save()
  context.imageSmoothingEnabled = false
  context.setLineDash([])
  context.drawImage(picture, box.x, box.y, box.width, box.height)
  context.lineWidth = 1
  context.strokeStyle = colours.control
  context.strokeRect(box.x, box.y, box.width, box.height)
  if (hatch === 'lines') {
    context.beginPath()
    for (const { from, to } of zeroLine(heat)) {
      context.moveTo(box.x + (from[0] / columns) * box.width, box.y + (from[1] / rows) * box.height)
      context.lineTo(box.x + (to[0] / columns) * box.width, box.y + (to[1] / rows) * box.height)
    }
    context.lineWidth = 0.8
    context.strokeStyle = colours.text
    context.stroke()
  }
  context.restore()
}
