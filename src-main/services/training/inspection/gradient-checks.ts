import { type Compared, GradientComparison } from '@engine/inspection/gradient-comparison'
import { type EngineLayer, type EngineNetwork, parameterShape } from '@engine/network'
import { samplesOf } from '@engine/reference/program'
import {
  type CurvePoint,
  type GradientComparisons,
  type GradientMatrices,
  type GradientMatrix,
  type GradientPlace,
} from '@shared/inspection/gradient-matrix'
import { AppError } from '@shared/errors'
import { type GradientProgress } from '@shared/protocol/inspection-service'
import { type Run } from '../run'
import { parametersIn } from './chosen-step'

/** Multiplications that one check may take, so that a large network takes seconds. */
const WORK = 2e9
/** Multiplications between two looks for other messages: some 10 ms. */
const SLICE = 2e6
/** Slices from one word of progress to the next. */
const SLICES_PER_WORD = 20
const FEWEST_PER_LAYER = 4
/** Forward passes of one comparison. */
const PASSES = 3
/** Parameters behind one point of the curve. */
const MOST_ON_CURVE = 200
const CURVE = Array.from({ length: 12 }, (_, index) => Number(`1e-${index + 1}`))

export interface Turns {
  /** Lets everything that waits be answered. */
  pause(): Promise<void>
}
export const systemTurns: Turns = { pause: () => new Promise((resolve) => void setImmediate(resolve)) }

/** A comparison over the first rows of the training part, at the run's last weights, with its penalties and next masks. */
function comparisonOf(run: Run, samples: number) {
  const { network, data, settings } = run
  const rows = data.split.training.slice(0, samples)
  const { regularization } = settings
  const { dropout } = run.state.program
  const comparison = new GradientComparison(network, run.model('last'), samplesOf(data, rows), {
    regularization,
    dropout,
  })
  const work = PASSES * rows.length * network.layers.reduce((sum, layer) => sum + parametersIn(layer) + layer.units, 0)
  return { rows, comparison, work }
}

/** See InspectionService.checkGradients. */
export async function* checkGradients(
  run: Run,
  { epsilon, samples }: { readonly epsilon: number; readonly samples: number },
  { turns = systemTurns, signal }: { readonly turns?: Turns; readonly signal?: AbortSignal | undefined } = {},
): AsyncGenerator<GradientProgress> {
  const { rows, comparison, work } = comparisonOf(run, samples)
  const { network } = run
  const places = spreadOverLayers(comparison.places, Math.floor(WORK / Math.max(1, work)))
  const matrices = new Map(network.layers.flatMap((layer) => emptyMatrix(layer)))
  let [slices, spent, kinks] = [0, 0, 0]
  let largest: GradientMatrices['largest'] = null
  yield { kind: 'progress', done: 0, of: places.length }
  for (const [index, place] of places.entries()) {
    const compared = comparison.at(place, epsilon)
    write(matrices, place, compared)
    if (compared.kink) kinks += 1
    else if (largest === null || compared.error > largest.error) largest = { error: compared.error, place }
    spent += work
    if (spent < SLICE) continue
    spent = 0
    slices += 1
    await turns.pause()
    if (signal?.aborted) return
    if (slices % SLICES_PER_WORD === 0) yield { kind: 'progress', done: index + 1, of: places.length }
  }
  yield {
    kind: 'result',
    result: {
      epsilon,
      rows,
      layers: [...matrices.values()],
      compared: places.length,
      kinks,
      parameters: comparison.places.length,
      largest,
    },
  }
}

/** See InspectionService.gradientCurve. Errors: no-parameter. */
export async function* gradientCurve(
  run: Run,
  { place, samples }: { readonly place: GradientPlace | null; readonly samples: number },
  { turns = systemTurns, signal }: { readonly turns?: Turns; readonly signal?: AbortSignal | undefined } = {},
): AsyncGenerator<CurvePoint> {
  const { comparison, work } = comparisonOf(run, samples)
  const affordable = Math.floor(WORK / (CURVE.length * Math.max(1, work)))
  const places =
    place === null
      ? spreadOverLayers(comparison.places, Math.min(MOST_ON_CURVE, affordable))
      : [existing(run.network, comparison, place)]
  let spent = 0
  for (const epsilon of CURVE) {
    const smooth: number[] = []
    for (const each of places) {
      const { error, kink } = comparison.at(each, epsilon)
      if (!kink) smooth.push(error)
      spent += work
      if (spent < SLICE) continue
      spent = 0
      await turns.pause()
      if (signal?.aborted) return
    }
    smooth.sort((a, b) => a - b)
    const kinks = places.length - smooth.length
    yield { epsilon, largest: smooth.at(-1) ?? null, median: medianOf(smooth), compared: places.length, kinks }
    if (signal?.aborted) return
  }
}

/** Of sorted numbers; null of none. */
function medianOf(sorted: readonly number[]): number | null {
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return low === undefined || high === undefined ? null : low === high ? low : (low + high) / 2
}

function existing(network: EngineNetwork, comparison: GradientComparison, wanted: GradientPlace): GradientPlace {
  const { layer, row, column } = wanted
  const found = comparison.places.find((each) => each.layer === layer && each.row === row && each.column === column)
  if (found) return found
  const name = network.layers.find(({ id }) => id === layer)?.name ?? layer
  const place = row === null ? `bias ${column + 1} in ${name}` : `weight [${row + 1}, ${column + 1}] in ${name}`
  throw AppError.of('no-parameter', { place })
}

/** About `most` of the places, evenly from every layer, at least a few of each. */
function spreadOverLayers(places: readonly GradientPlace[], most: number): GradientPlace[] {
  if (places.length <= most) return [...places]
  const layers = [...new Set(places.map(({ layer }) => layer))]
  return layers.flatMap((id) => {
    const own = places.filter(({ layer }) => layer === id)
    const share = Math.floor((most * own.length) / places.length)
    const count = Math.min(own.length, Math.max(FEWEST_PER_LAYER, share))
    return Array.from({ length: count }, (_, index) => own[Math.floor((index * own.length) / count)] ?? []).flat()
  })
}

function emptyMatrix(layer: EngineLayer): [string, GradientMatrix][] {
  const shape = parameterShape(layer)
  if (!shape) return []
  const { rows, columns, biases } = shape
  const { id, name } = layer
  return [[id, { layer: id, name, rows, columns, weights: empty(rows * columns), biases: empty(biases) }]]
}

const empty = (length: number): GradientComparisons => ({
  analytic: new Float64Array(length).fill(Number.NaN),
  numeric: new Float64Array(length).fill(Number.NaN),
  errors: new Float64Array(length).fill(Number.NaN),
  kinks: new Uint8Array(length),
})

function write(
  matrices: ReadonlyMap<string, GradientMatrix>,
  { layer, row, column }: GradientPlace,
  { analytic, numeric, error, kink }: Compared,
): void {
  const matrix = matrices.get(layer)
  if (!matrix) return
  const at = row === null ? column : row * matrix.columns + column
  const into = row === null ? matrix.biases : matrix.weights
  into.analytic[at] = analytic
  into.numeric[at] = numeric
  into.errors[at] = error
  into.kinks[at] = kink ? 1 : 0
}
