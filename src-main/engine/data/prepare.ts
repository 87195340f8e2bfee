import { type EncodedColumn, encodedShape, type EncodedShape } from '@shared/document/encoding'
import { type ProjectDocument } from '@shared/document/schema'
import { AppError } from '@shared/errors'
import { type Cell, type TableColumns } from './cells'
import { fitScaling, scale, type Scaling, unscaled } from './scaling'
import { type Split, splitOf } from './split'

/** Data as the network sees it, with what leads back to the data's own units. */
export interface PreparedData {
  readonly shape: EncodedShape
  readonly split: Split
  /** All rows, encoded and scaled: [rows][inputs]. */
  readonly x: readonly (readonly number[])[]
  /** [rows][outputs] */
  readonly y: readonly (readonly number[])[]
  readonly featureScaling: readonly Scaling[]
  readonly targetScaling: readonly Scaling[]
}

/**
 * Encodes (one-hot for text), splits and scales. The scaling is fitted on the training part only, on numeric columns
 * only; class targets are never scaled. `columns` is null for inline data.
 * Errors: no-data.
 */
export function prepareData(document: ProjectDocument, columns: TableColumns | null): PreparedData {
  const shape = encodedShape(document)
  const { x, y } = rawMatrices(document, shape, columns)
  const { recipe } = document
  const split = splitOf(document, columns)
  const fitted = (matrix: readonly (readonly number[])[], encoded: readonly EncodedColumn[]): Scaling[] =>
    encoded.map(({ category }, index) =>
      recipe.scaling === 'none' || category !== undefined
        ? unscaled
        : fitScaling(split.training.map((row) => matrix[row][index])),
    )
  const featureScaling = fitted(x, shape.features)
  const targetScaling = shape.task === 'classification' ? shape.targets.map(() => unscaled) : fitted(y, shape.targets)
  return {
    shape,
    split,
    x: x.map((row) => row.map((value, index) => scale(value, featureScaling[index]))),
    y: y.map((row) => row.map((value, index) => scale(value, targetScaling[index]))),
    featureScaling,
    targetScaling,
  }
}

function rawMatrices(
  { dataset }: ProjectDocument,
  shape: EncodedShape,
  columns: TableColumns | null,
): { x: readonly (readonly number[])[]; y: readonly (readonly number[])[] } {
  switch (dataset.kind) {
    case 'none':
      throw AppError.of('no-data', {})
    case 'inline':
      return { x: dataset.features, y: dataset.targets }
    case 'table': {
      if (!columns) throw AppError.of('no-table', { table: dataset.name })
      const matrix = (encoded: readonly EncodedColumn[]): number[][] =>
        Array.from({ length: dataset.rows }, (_, row) =>
          encoded.map((column) => encodeCell(columns[column.column][row], column)),
        )
      return { x: matrix(shape.features), y: matrix(shape.targets) }
    }
  }
}

/** One cell as one number of the network: itself, or 1 where it is the column's category. */
export function encodeCell(cell: Cell, { category }: EncodedColumn): number {
  return category === undefined ? Number(cell) : cell === category ? 1 : 0
}
