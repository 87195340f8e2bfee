import { unscale } from '@engine/data/scaling'
import { largestIndex } from '@engine/metrics'
import { forward } from '@engine/reference/forward'
import { cost } from '@engine/reference/loss'
import { type Evaluation } from '@shared/protocol/training-service'
import { type Run } from './run'

/** Measures one part with the best weights where there are any: confusion matrix, or values in the target's own units. */
export function evaluate(run: Run, part: 'training' | 'validation'): Evaluation {
  const { network } = run.trainer
  const { x, y, split, shape, targetScaling } = run.data
  const { parameters, which, epoch } = run.bestParameters()
  const rows = split[part]
  let loss = 0
  const outputs = rows.map((row) => {
    const pass = forward(network, parameters, x[row] ?? [])
    loss += cost(network, pass, y[row] ?? [])
    return pass[network.outputLayer]?.a ?? []
  })
  const common = { part, weights: which, epoch, loss: rows.length > 0 ? loss / rows.length : 0, samples: rows.length }
  if (shape.task === 'classification') {
    const classes = shape.targets.map(({ label }) => label)
    const confusion = classes.map(() => classes.map(() => 0))
    rows.forEach((row, index) => {
      const actual = confusion[largestIndex(y[row] ?? [])]
      const predicted = largestIndex(outputs[index] ?? [])
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
    const actual = Float64Array.from(rows, (row) => unscale(y[row]?.[target] ?? 0, scaling))
    const predicted = Float64Array.from(outputs, (a) => unscale(a[target] ?? 0, scaling))
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
