import { metrics, type MetricId, type MetricValues } from '@shared/catalog/metrics'
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

/**
 * The metrics to measure: those that are chosen and say something about the targets; where none is left, the accuracy of
 * classes and the mean absolute error of numbers. A single yes or no (binary cross-entropy) counts as a class.
 */
export function metricsFor({ loss, metrics: chosen }: TrainingSettings, { shape }: PreparedData): MetricId[] {
  const yesOrNo = loss === 'binary-cross-entropy' && shape.targets.length === 1
  const classes = shape.task === 'classification' || yesOrNo
  const fitting = chosen.filter((id) => classes || metrics[id].task === 'regression')
  return fitting.length > 0 ? fitting : [classes ? 'accuracy' : 'meanAbsoluteError']
}

/** A metric that has no value (a rate of nothing) is left out. */
export function measurePart(
  program: Program,
  { targetScaling }: PreparedData,
  part: Part,
  chosen: readonly MetricId[],
): Measurement {
  const { rows, width, targets, weights } = part
  const { loss, outputs } = program.measure(rows)
  const own = inOwnUnits(outputs, targetScaling)
  const values: Partial<Record<MetricId, number>> = {}
  for (const id of chosen) {
    const value = metricOf[id]({ rows: rows.length, width, outputs: own, targets, weights })
    if (Number.isFinite(value)) values[id] = value
  }
  return { loss, metrics: values }
}

/** Numbers that belong to the target columns in turn, from the scale of training to that of the data. */
function inOwnUnits(scaled: ArrayLike<number>, scaling: PreparedData['targetScaling']): Float64Array {
  const own = new Float64Array(scaled.length)
  for (let index = 0; index < own.length; index++) own[index] = unscale(scaled[index], scaling[index % scaling.length])
  return own
}

/** A loss can be infinite while all weights and outputs are finite: the square of a large output is. */
export function lossesAreFinite({ training, validation }: EpochMeasurement): boolean {
  return Number.isFinite(training.loss) && (validation === null || Number.isFinite(validation.loss))
}
