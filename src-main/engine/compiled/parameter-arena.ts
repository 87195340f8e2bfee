import { type EngineLayer, type LayerParameters, type Parameters, parameterShape } from '../network'
import { indexIn, type Layout, padded, panelsOf, ROW } from './layout'

/** Where the parameters of one layer lie, in bytes from the beginning of the arena. */
export interface ParameterPlace {
  readonly id: string
  readonly kind: 'dense' | 'normalization'
  readonly rows: number
  readonly columns: number
  readonly biases: number
  readonly weightsAt: number
  readonly weightBytes: number
  readonly biasesAt: number
  readonly biasBytes: number
}

/**
 * All parameters of a network in one piece, layer after layer, weights before biases. Gradients and the optimizer's
 * numbers are arenas of the same layout, so that a parameter, its gradient and its slots are at the same place of each.
 */
export interface ParameterArena {
  readonly places: readonly ParameterPlace[]
  readonly bytes: number
}

export function parameterArena(layers: readonly EngineLayer[], layout: Layout): ParameterArena {
  let at = 0
  const take = (bytes: number): number => {
    const start = at
    at += bytes
    return start
  }
  const places = layers.flatMap((layer): ParameterPlace[] => {
    const shape = parameterShape(layer)
    if (!shape) return []
    const dense = layer.kind === 'dense'
    // Weights of a dense layer lie with a column per unit and a row per input; a normalization's scale is one row.
    const weightBytes = dense
      ? panelsOf(layout, shape.rows) * padded(layout, shape.columns) * ROW
      : panelsOf(layout, shape.columns) * ROW
    const biasBytes = panelsOf(layout, shape.biases) * ROW
    return [
      {
        id: layer.id,
        kind: dense ? 'dense' : 'normalization',
        ...shape,
        weightsAt: take(weightBytes),
        weightBytes,
        biasesAt: take(biasBytes),
        biasBytes,
      },
    ]
  })
  return { places, bytes: Math.max(at, ROW) }
}

type Numbers = Float32Array | Float64Array

/** The index of weight [row][column] in the arena, in numbers. */
export function weightIndex(layout: Layout, place: ParameterPlace, row: number, column: number): number {
  const start = place.weightsAt / layout.size
  return place.kind === 'dense' ? start + indexIn(layout, padded(layout, place.columns), column, row) : start + column
}

/** Writes parameters into an arena; what lies between them stays 0. */
export function writeArena(arena: Numbers, layout: Layout, places: readonly ParameterPlace[], from: Parameters): void {
  for (const place of places) {
    const { weights, biases } = from[place.id]
    for (let row = 0; row < place.rows; row++)
      for (let column = 0; column < place.columns; column++)
        arena[weightIndex(layout, place, row, column)] = weights[row][column]
    arena.set(biases, place.biasesAt / layout.size)
  }
}

/** The parameters in an arena, as the reference engine has them. */
export function readArena(arena: Numbers, layout: Layout, places: readonly ParameterPlace[]): Parameters {
  return Object.fromEntries(
    places.map((place): [string, LayerParameters] => {
      const start = place.biasesAt / layout.size
      return [
        place.id,
        {
          weights: Array.from({ length: place.rows }, (_, row) =>
            Array.from({ length: place.columns }, (_, column) => arena[weightIndex(layout, place, row, column)]),
          ),
          biases: Array.from(arena.subarray(start, start + place.biases)),
        },
      ]
    }),
  )
}

/** Sets every number that is a parameter to `value`: where an optimizer's numbers don't begin at 0. */
export function fillArena(arena: Numbers, layout: Layout, places: readonly ParameterPlace[], value: number): void {
  for (const place of places) {
    for (let row = 0; row < place.rows; row++)
      for (let column = 0; column < place.columns; column++) arena[weightIndex(layout, place, row, column)] = value
    const start = place.biasesAt / layout.size
    arena.fill(value, start, start + place.biases)
  }
}
