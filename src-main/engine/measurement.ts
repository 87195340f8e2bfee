import { type MetricId, type MetricValues } from '@shared/catalog/metrics'
import { metricsOf } from '@shared/document/measured-metrics'
import { type TrainingSettings } from '@shared/document/schema'
import { type PreparedData } from './data/prepare'
import { rowOf } from './data/sample-matrix'
import { unscale } from './data/scaling'
import { metricOf } from './metrics'
import { type Program } from './program'

export interface Measurement {
  /** Weighted mean over the samples of the part, without penalties. */
  readonly loss: number
  /** In the units of the target columns. */
  readonly metrics: MetricValues
}

/** Measured over all samples of each part at the same weights, after the update that ended the epoch. */
export interface EpochMeasurement {
  readonly training: Measurement
  readonly validation: Measurement | null
}

/** What measuring a part needs again and again. */
export interface Part {
  /** Rows of the data. */
  readonly rows: Int32Array
  /** In the units of the target columns, [rows][width]. */
  readonly targets: Float64Array
  readonly width: number
  /** null: all alike. */
  readonly weights: Float64Array | null
}

export function partOf({ y, weights, targetScaling }: PreparedData, rows: readonly number[]): Part {
  const targets = new Float64Array(rows.length * y.width)
  rows.forEach((row, index) => targets.set(inOwnUnits(rowOf(y, row), targetScaling), index * y.width))
  return {
    rows: Int32Array.from(rows),
    targets,
    width: y.width,
    weights: weights && Float64Array.from(rows, (row) => weights[row]),
  }
}

/** The metrics to measure at the end of each epoch. */
export function metricsFor(settings: TrainingSettings, { shape }: PreparedData): MetricId[] {
  return metricsOf(shape, settings)
}

export function measurePart(
  program: Program,
  { targetScaling }: PreparedData,
  part: Part,
  chosen: readonly MetricId[],
): Measurement {
  const { loss, outputs } = program.measure(part.rows)
  return { loss, metrics: metricValues(part, inOwnUnits(outputs, targetScaling), chosen) }
}

/** Of `outputs` in the units of the target columns, [rows][width]. A metric that has no value (a rate of nothing) is left out. */
export function metricValues(
  { rows, width, targets, weights }: Part,
  outputs: Float64Array,
  chosen: readonly MetricId[],
): MetricValues {
  const values: Partial<Record<MetricId, number>> = {}
  for (const id of chosen) {
    const value = metricOf[id]({ rows: rows.length, width, outputs, targets, weights })
    if (Number.isFinite(value)) values[id] = value
  }
  return values
}

/** Numbers that belong to the target columns in turn, from the scale of training to that of the data. */
export function inOwnUnits(scaled: ArrayLike<number>, scaling: PreparedData['targetScaling']): Float64Array {
  const own = new Float64Array(scaled.length)
  for (let index = 0; index < own.length; index++) own[index] = unscale(scaled[index], scaling[index % scaling.length])
  return own
}

/** A loss can be infinite while all weights and outputs are finite: the square of a large output is. */
export function lossesAreFinite({ training, validation }: EpochMeasurement): boolean {
  return Number.isFinite(training.loss) && (validation === null || Number.isFinite(validation.loss))
}
