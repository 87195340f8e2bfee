import { type PreparedData } from '@engine/data/prepare'
import { rowOf } from '@engine/data/sample-matrix'
import { type EngineLayer } from '@engine/network'
import { forward } from '@engine/reference/forward'
import { type UnitPlanes } from '@shared/protocol/training-service'
import { type Run } from './run'

/** Multiply-adds that one answer may take: a few milliseconds of the process that trains. */
const MOST_MULTIPLY_ADDS = 3_000_000
/** How far the plane reaches beyond the data, as a share of its range. */
const MARGIN = 0.1

/**
 * What every unit of the network answers over the plane of its two features, at the present weights; computed by the
 * reference engine, beside the run and without touching it. null where there are not two features, or too many parameters.
 */
export function unitPlanes(run: Run, size: number): UnitPlanes | null {
  const { network, data } = run
  const work = network.layers.reduce(
    (sum, { kind, units, inputs }) => sum + (kind === 'dense' ? units * inputs : units),
    0,
  )
  if (network.inputs !== 2 || work * size * size > MOST_MULTIPLY_ADDS) return null
  const across = points(data, 0, size)
  const down = points(data, 1, size).toReversed()
  const grid = down.flatMap((y) => across.map((x) => [x, y]))
  const pass = forward(network, run.model('last'), grid, { kind: 'evaluation' })
  const planeOf = ({ id, units }: EngineLayer): Float32Array => {
    const plane = new Float32Array(units * grid.length)
    pass[id]?.a.forEach((row, point) => row.forEach((a, unit) => (plane[unit * grid.length + point] = a)))
    return plane
  }
  return { size, values: Object.fromEntries(network.layers.map((layer) => [layer.id, planeOf(layer)])) }
}

/** `size` places from below the least to above the greatest value of a feature. */
function points({ x }: PreparedData, column: number, size: number): number[] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let row = 0; row < x.rows; row++) {
    const value = rowOf(x, row)[column] ?? 0
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  const range = most > least ? most - least : 1
  const from = least - MARGIN * range
  return Array.from({ length: size }, (_, index) => from + (index / (size - 1)) * range * (1 + 2 * MARGIN))
}
