import { type EncodedColumn, encodedShape, type EncodedShape, sampleCount } from '@shared/document/encoding'
import { type ProjectDocument } from '@shared/document/schema'
import { AppError } from '@shared/errors'
import { type Cell, type TableColumns } from './cells'
import { rawColumn, type RawMatrix, rawMatrix, type SampleMatrix } from './sample-matrix'
import { weightsOf } from './sample-weights'
import { fitScaling, type Scaling, unscaled } from './scaling'
import { type Split, splitOf } from './split'

/** Data as the network sees it, with what leads back to the data's own units. */
export interface PreparedData {
  readonly shape: EncodedShape
  readonly split: Split
  /** All rows, encoded: [rows][inputs]; scaled by `featureScaling` on reading. */
  readonly x: SampleMatrix
  /** [rows][outputs]; scaled by `targetScaling` on reading. */
  readonly y: SampleMatrix
  /** How much each row counts in every mean, [rows]: sample weight times class weight; null where all are 1. */
  readonly weights: Float64Array | null
  readonly featureScaling: readonly Scaling[]
  readonly targetScaling: readonly Scaling[]
}

/**
 * Encodes (one-hot for text), splits and scales. The scaling is fitted on the training part only, on numeric columns
 * only; classes and the yes and no of binary cross-entropy and hinge are never scaled. `columns` is null for inline data.
 * Errors: no-data, no-table, negative-weight.
 */
export function prepareData(document: ProjectDocument, columns: TableColumns | null): PreparedData {
  const shape = encodedShape(document)
  const { x, y } = rawMatrices(document, shape, columns)
  const split = splitOf(document, columns)
  const fitted = (matrix: RawMatrix, encoded: readonly EncodedColumn[]): Scaling[] =>
    encoded.map(({ category }, index) =>
      document.recipe.scaling === 'none' || category !== undefined
        ? unscaled
        : fitScaling(rawColumn(matrix, split.training, index)),
    )
  const classes = shape.task === 'classification'
  const featureScaling = fitted(x, shape.features)
  const targetScaling = classes || yesOrNo(document) ? shape.targets.map(() => unscaled) : fitted(y, shape.targets)
  return {
    shape,
    split,
    x: { ...x, scaling: featureScaling },
    y: { ...y, scaling: targetScaling },
    weights: weightsOf(document, columns, { targets: y, split, classes }),
    featureScaling,
    targetScaling,
  }
}

/** Losses whose targets say yes or no, as 1 or 0 (or -1). */
function yesOrNo({ training: { loss } }: ProjectDocument): boolean {
  return loss === 'binary-cross-entropy' || loss === 'hinge'
}

function rawMatrices(
  document: ProjectDocument,
  shape: EncodedShape,
  columns: TableColumns | null,
): { x: RawMatrix; y: RawMatrix } {
  const { dataset } = document
  const rows = sampleCount(document)
  switch (dataset.kind) {
    case 'none':
      throw AppError.of('no-data', {})
    case 'inline': {
      const { features, targets } = dataset
      return {
        x: rawMatrix(rows, shape.features.length, (row, column) => features[row][column]),
        y: rawMatrix(rows, shape.targets.length, (row, column) => targets[row][column]),
      }
    }
    case 'table': {
      if (!columns) throw AppError.of('no-table', { table: dataset.name })
      const matrix = (encoded: readonly EncodedColumn[]): RawMatrix => {
        const cells = encoded.map(({ column }) => columns[column])
        return rawMatrix(rows, encoded.length, (row, index) => encodeCell(cells[index][row], encoded[index]))
      }
      return { x: matrix(shape.features), y: matrix(shape.targets) }
    }
  }
}

/** One cell as one number of the network: itself, or 1 where it is the column's category. */
export function encodeCell(cell: Cell, { category }: EncodedColumn): number {
  return category === undefined ? Number(cell) : cell === category ? 1 : 0
}
