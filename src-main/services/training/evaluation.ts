import { rowOf } from '@engine/data/sample-matrix'
import { unscale } from '@engine/data/scaling'
import { largestIndex } from '@engine/metrics'
import { type Evaluation } from '@shared/protocol/training-service'
import { type Run } from './run'

/** Measures one part with the best weights where there are any: confusion matrix, or values in the target's own units. */
export function evaluate(run: Run, part: 'training' | 'validation'): Evaluation {
  const { y, split, shape, targetScaling } = run.data
  const { weights, epoch } = run.judged
  const rows = split[part]
  const { loss, outputs } = run.trainer.program.measure(rows, weights)
  const { width } = y
  const common = { part, weights, epoch, loss: rows.length > 0 ? loss : 0, samples: rows.length }
  if (shape.task === 'classification') {
    const classes = shape.targets.map(({ label }) => label)
    const confusion = classes.map(() => classes.map(() => 0))
    rows.forEach((row, index) => {
      const actual = confusion[largestIndex(rowOf(y, row))]
      const predicted = largestIndex([...outputs.subarray(index * width, (index + 1) * width)])
      if (actual) actual[predicted] = (actual[predicted] ?? 0) + 1
    })
    const right = confusion.reduce((sum, counts, index) => sum + (counts[index] ?? 0), 0)
    return {
      ...common,
      result: { kind: 'classification', classes, confusion, accuracy: rows.length > 0 ? right / rows.length : 0 },
    }
  }
  const targets = shape.targets.map(({ label }, target) => {
    const scaling = targetScaling[target] ?? { mean: 0, deviation: 1 }
    const actual = Float64Array.from(rows, (row) => unscale(rowOf(y, row)[target] ?? 0, scaling))
    const predicted = Float64Array.from(rows, (_, index) => unscale(outputs[index * width + target] ?? 0, scaling))
    const errors = actual.map((value, index) => (predicted[index] ?? 0) - value)
    const mean = (values: Float64Array): number =>
      values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : 0
    return {
      name: label,
      actual,
      predicted,
      meanAbsoluteError: mean(errors.map(Math.abs)),
      rootMeanSquaredError: Math.sqrt(mean(errors.map((error) => error * error))),
    }
  })
  return { ...common, result: { kind: 'regression', targets } }
}
