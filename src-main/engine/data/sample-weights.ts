import { type ProjectDocument } from '@shared/document/schema'
import { AppError } from '@shared/errors'
import { largestIndex } from '../metrics'
import { type TableColumns } from './cells'
import { type RawMatrix } from './sample-matrix'
import { type Split } from './split'

/**
 * How much each row of the data counts in every mean: its sample weight times the weight of its class. null where all
 * weights are 1. `targets`: [rows][outputs] as they came. Errors: negative-weight.
 */
export function weightsOf(
  document: ProjectDocument,
  columns: TableColumns | null,
  { targets, split, classes }: { targets: RawMatrix; split: Split; classes: boolean },
): Float64Array | null {
  const problem = weightProblem(document, columns)
  if (problem) throw problem
  const samples = sampleWeights(document, columns)
  const byClass = document.training.classWeights === 'balanced' ? balanced(document, targets, split, classes) : null
  const weights = Float64Array.from({ length: targets.rows }, (_, row) => (samples?.[row] ?? 1) * (byClass?.[row] ?? 1))
  return weights.every((weight) => weight === 1) ? null : weights
}

function sampleWeights({ dataset, recipe }: ProjectDocument, columns: TableColumns | null): ArrayLike<number> | null {
  switch (dataset.kind) {
    case 'none':
      return null
    case 'inline':
      return dataset.sampleWeights ?? null
    case 'table':
      return tableWeights(recipe.sampleWeights, columns)
  }
}

function tableWeights(column: string | null, columns: TableColumns | null): Float64Array | null {
  return column === null ? null : Float64Array.from(columns?.[column] ?? [], Number)
}

/** What keeps the weights in a table from being used: the first that is below 0. null where there is none. */
export function weightProblem({ dataset, recipe }: ProjectDocument, columns: TableColumns | null): AppError | null {
  if (dataset.kind !== 'table' || recipe.sampleWeights === null) return null
  const column = recipe.sampleWeights
  const weights = tableWeights(column, columns) ?? []
  for (let row = 0; row < weights.length; row++)
    if (weights[row] < 0)
      return AppError.of('negative-weight', { name: dataset.name, row: row + 1, column, weight: weights[row] })
  return null
}

/**
 * N / (classes * rows of the class), counted over the training part, as scikit-learn's compute_class_weight('balanced').
 * A class that has no training row counts as 1, and so does every row where the targets are no classes.
 */
function balanced(
  { training }: ProjectDocument,
  targets: RawMatrix,
  split: Split,
  classes: boolean,
): Float64Array | null {
  const { rows, width, values } = targets
  const yesOrNo = width === 1 && (training.loss === 'binary-cross-entropy' || training.loss === 'hinge')
  if (!classes && !yesOrNo) return null
  const classOf = (row: number): number =>
    yesOrNo
      ? values[row] > (training.loss === 'hinge' ? 0 : 0.5)
        ? 1
        : 0
      : largestIndex(Array.from(values.subarray(row * width, (row + 1) * width)))
  const counts = new Map<number, number>()
  for (const row of split.training) counts.set(classOf(row), (counts.get(classOf(row)) ?? 0) + 1)
  return Float64Array.from({ length: rows }, (_, row) => {
    const count = counts.get(classOf(row))
    return count === undefined ? 1 : split.training.length / (counts.size * count)
  })
}
