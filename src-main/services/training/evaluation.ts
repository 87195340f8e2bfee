import { inOwnUnits, metricValues, type Part, partOf } from '@engine/measurement'
import { classOf, metricOf } from '@engine/metrics'
import { classNames, fittingMetrics } from '@shared/document/measured-metrics'
import { type Evaluation } from '@shared/protocol/training-service'
import { type Run } from './run'

/**
 * Measures one part with the best weights where there are any: every metric that fits, and a confusion matrix, or values
 * in the target's own units. The matrix counts samples; all else weighs them, as the loss does.
 */
export function evaluate(run: Run, part: 'training' | 'validation'): Evaluation {
  const { split, shape, targetScaling } = run.data
  const { weights, epoch } = run.judged
  const { settings } = run
  const measured = partOf(run.data, split[part])
  const { loss, outputs } = run.trainer.program.measure(measured.rows, weights)
  const own = inOwnUnits(outputs, targetScaling)
  const samples = measured.rows.length
  const metrics = metricValues(measured, own, fittingMetrics(shape, settings))
  const common = { part, weights, epoch, loss: samples > 0 ? loss : 0, samples, metrics }
  const classes = classNames(shape, settings)
  if (classes === null) {
    const targets = shape.targets.map(({ label }, target) => targetOf(measured, own, { label, target }))
    return { ...common, result: { kind: 'regression', targets } }
  }
  const confusion = confusionOf(measured, own, classes.length)
  return { ...common, result: { kind: 'classification', classes, confusion, accuracy: accuracyOf(measured, own) } }
}

/** [actual][predicted] */
function confusionOf(part: Part, own: Float64Array, classes: number): number[][] {
  const confusion = Array.from({ length: classes }, () => Array<number>(classes).fill(0))
  for (let row = 0; row < part.rows.length; row++) {
    const counts = confusion[classOf(part, part.targets, row)]
    const predicted = classOf(part, own, row)
    if (counts) counts[predicted] = (counts[predicted] ?? 0) + 1
  }
  return confusion
}

const finite = (value: number): number => (Number.isFinite(value) ? value : 0)

const accuracyOf = (part: Part, outputs: Float64Array): number =>
  finite(metricOf.accuracy({ ...part, rows: part.rows.length, outputs }))

/** One column of the targets. */
function targetOf(
  { rows, width, targets, weights }: Part,
  own: Float64Array,
  { label, target }: { label: string; target: number },
) {
  const column = (values: Float64Array): Float64Array =>
    Float64Array.from(rows, (_, row) => values[row * width + target] ?? Number.NaN)
  const [actual, predicted] = [column(targets), column(own)]
  const part = { rows: rows.length, width: 1, outputs: predicted, targets: actual, weights }
  return {
    name: label,
    actual,
    predicted,
    meanAbsoluteError: finite(metricOf.meanAbsoluteError(part)),
    rootMeanSquaredError: finite(metricOf.rootMeanSquaredError(part)),
  }
}
