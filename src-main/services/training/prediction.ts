import { encodeCell } from '@engine/data/prepare'
import { rawColumn } from '@engine/data/sample-matrix'
import { scale, unscale } from '@engine/data/scaling'
import { classOf } from '@engine/metrics'
import { outputsOf } from '@engine/reference/forward'
import { classNames } from '@shared/document/measured-metrics'
import { type Column } from '@shared/document/schema'
import { AppError } from '@shared/errors'
import { type Prediction, type PredictionField } from '@shared/protocol/training-service'
import { isNumber } from '../dataset/csv'
import { type Run } from './run'

/** The raw columns a prediction needs, in the order of the network's features. */
export function featureColumns({ snapshot: { dataset, recipe } }: Run): Column[] {
  switch (dataset.kind) {
    case 'none':
      return []
    case 'inline':
      return dataset.featureNames.map((name) => ({ kind: 'number', name }))
    case 'table':
      return dataset.columns.filter(
        ({ name }) => name !== recipe.target && name !== recipe.sampleWeights && !recipe.ignored.includes(name),
      )
  }
}

/** One field per feature column, filled with the mean of the training part or the first category. */
export function predictionForm(run: Run): PredictionField[] {
  const { shape, x, split } = run.data
  return featureColumns(run).map((column) => {
    if (column.kind === 'category')
      return { name: column.name, kind: 'category', categories: column.categories, value: column.categories[0] ?? '' }
    const index = shape.features.findIndex((feature) => feature.column === column.name)
    const values = rawColumn(x, split.training, index)
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    return { name: column.name, kind: 'number', categories: [], value: String(Number(mean.toPrecision(3))) }
  })
}

/** Raw cells of one row in, own units and class names out. Errors: bad-value. */
export function predict(run: Run, values: readonly string[]): Prediction {
  return predictor(run)(values)
}

/** Predicts any number of rows with the weights that `run` has now: the best ones where any are kept. */
export function predictor(run: Run): (values: readonly string[]) => Prediction {
  const columns = featureColumns(run)
  const model = run.model(run.judged.weights)
  const { shape, featureScaling, targetScaling } = run.data
  const classes = classNames(shape, run.settings)
  return (values) => {
    const cells = new Map(columns.map((column, index) => [column.name, checked(column, (values[index] ?? '').trim())]))
    const x = shape.features.map((feature, index) =>
      scale(encodeCell(cells.get(feature.column) ?? '', feature), featureScaling[index] ?? { mean: 0, deviation: 1 }),
    )
    const [a = []] = outputsOf(run.network, model, [x])
    const outputs = shape.targets.map(({ label }, target) => ({
      label,
      value: unscale(a[target] ?? 0, targetScaling[target] ?? { mean: 0, deviation: 1 }),
    }))
    return { outputs, predictedClass: classes?.[classOf({ width: a.length }, a, 0)] ?? null }
  }
}

function checked(column: Column, value: string): number | string {
  switch (column.kind) {
    case 'number':
      if (isNumber(value)) return Number(value)
      throw AppError.of('bad-value', { column: column.name, value, expected: 'enter a number, such as 5.1.' })
    case 'category':
      if (column.categories.includes(value)) return value
      throw AppError.of('bad-value', {
        column: column.name,
        value,
        expected: `the values seen in training are ${column.categories.slice(0, 10).join(', ')}.`,
      })
  }
}
