import { type Colours, mixed } from '../../ui/colours'
import { type ErrorGrid } from './error-grid'
import { errorShare } from './error-scale'

export interface ErrorPicture {
  readonly cell: number
  readonly width: number
  readonly height: number
}

const LARGEST_CELL = 24
const HIGHEST = 240
const BIAS_GAP = 4

/** Sizes of a grid's picture within a width: cells are squares, as large as fit. */
export function pictureOf({ rows, columns, biases }: ErrorGrid, room: number): ErrorPicture {
  const across = room - (biases === 'column' ? BIAS_GAP : 0)
  const cell = Math.max(1, Math.min(LARGEST_CELL, across / columns, HIGHEST / rows))
  return {
    cell,
    width: Math.ceil(columns * cell + (biases === 'column' ? BIAS_GAP : 0)),
    height: Math.ceil(rows * cell + (biases === 'row' ? BIAS_GAP : 0)),
  }
}

/** The upper left corner of a cell; biases stand a gap apart. */
export function cornerOf(
  grid: ErrorGrid,
  { cell }: ErrorPicture,
  row: number,
  column: number,
): { x: number; y: number } {
  const right = grid.biases === 'column' && column === grid.columns - 1 ? BIAS_GAP : 0
  const down = grid.biases === 'row' && row === grid.rows - 1 ? BIAS_GAP : 0
  return { x: column * cell + right, y: row * cell + down }
}

/** Row and column under a point; null beside the cells. */
export function cellAt(grid: ErrorGrid, picture: ErrorPicture, x: number, y: number): [number, number] | null {
  const column = Math.min(grid.columns - 1, Math.floor(x / picture.cell))
  const row = Math.min(grid.rows - 1, Math.floor(y / picture.cell))
  return row < 0 || column < 0 ? null : [row, column]
}

/** Every cell in the colour of its error; a corner of the cost has a cross, what was not compared stays empty. */
export function drawErrors(
  context: CanvasRenderingContext2D,
  colours: Colours,
  { grid, picture, marked }: { grid: ErrorGrid; picture: ErrorPicture; marked: readonly [number, number] | null },
): void {
  context.clearRect(0, 0, picture.width, picture.height)
  const gap = picture.cell >= 6 ? 1 : 0
  const side = Math.max(1, picture.cell - gap)
  for (let row = 0; row < grid.rows; row++)
    for (let column = 0; column < grid.columns; column++) {
      const cell = grid.at(row, column)
      if (!cell) continue
      const { x, y } = cornerOf(grid, picture, row, column)
      const compared = !Number.isNaN(cell.error)
      context.fillStyle = compared ? mixed(colours.bad, colours.line, errorShare(cell.error)) : colours.canvas
      context.fillRect(x, y, side, side)
      if (cell.kink) cross(context, colours.text, { x, y, side })
    }
  if (!marked) return
  const { x, y } = cornerOf(grid, picture, ...marked)
  context.strokeStyle = colours.accent
  context.lineWidth = 2
  context.strokeRect(x + 1, y + 1, Math.max(1, side - 2), Math.max(1, side - 2))
}

function cross(
  context: CanvasRenderingContext2D,
  colour: string,
  { x, y, side }: { x: number; y: number; side: number },
): void {
  context.strokeStyle = colour
  context.lineWidth = 1
  context.beginPath()
  context.moveTo(x + 1, y + 1)
  context.lineTo(x + side - 1, y + side - 1)
  context.moveTo(x + side - 1, y + 1)
  context.lineTo(x + 1, y + side - 1)
  context.stroke()
}
