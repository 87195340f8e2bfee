import { sampleCount } from '@shared/document/encoding'
import { type ProjectDocument } from '@shared/document/schema'
import { largestIndex } from '../metrics'
import { permutation, randomFromSeed } from '../random'
import { type Cell, type TableColumns } from './cells'

/** Row numbers of each part, ascending. */
export interface Split {
  readonly training: readonly number[]
  readonly validation: readonly number[]
}

/** The split of a document's data; `columns` is null for inline data. */
export function splitOf(document: ProjectDocument, columns: TableColumns | null): Split {
  const { validationShare, splitSeed } = document.recipe
  return splitRows(sampleCount(document), validationShare, splitSeed, classesOf(document, columns))
}

/**
 * A random `validationShare` of the rows, decided by the seed; at least one row stays for training. Where the rows have
 * classes, both parts have them in the same proportions as the whole (stratified, as scikit-learn's train_test_split
 * with `stratify`), as nearly as whole rows allow.
 */
export function splitRows(
  rows: number,
  validationShare: number,
  seed: number,
  classes: readonly Cell[] | null = null,
): Split {
  const wanted = Math.min(Math.round(rows * validationShare), rows - 1)
  const order = permutation(rows, randomFromSeed(seed, 'split'))
  const validation = new Set(classes ? stratified(order, classes, wanted) : order.slice(0, wanted))
  const all = Array.from({ length: rows }, (_, row) => row)
  return { training: all.filter((row) => !validation.has(row)), validation: all.filter((row) => validation.has(row)) }
}

/** `wanted` rows, from every class in proportion to its size; what is left over goes to the largest remainders. */
function stratified(order: readonly number[], classes: readonly Cell[], wanted: number): number[] {
  const members = new Map<Cell, number[]>()
  for (const row of order) {
    const own = members.get(classes[row])
    if (own) own.push(row)
    else members.set(classes[row], [row])
  }
  const quotas = [...members.values()].map((rows) => {
    const exact = (rows.length * wanted) / order.length
    return { rows, count: Math.floor(exact), remainder: exact - Math.floor(exact) }
  })
  const missing = wanted - quotas.reduce((sum, { count }) => sum + count, 0)
  for (const quota of quotas.toSorted((a, b) => b.remainder - a.remainder).slice(0, missing)) quota.count += 1
  return quotas.flatMap(({ rows, count }) => rows.slice(0, count))
}

/** The class of every row; null where the target is not a class. */
function classesOf(
  { dataset, recipe, training }: ProjectDocument,
  columns: TableColumns | null,
): readonly Cell[] | null {
  switch (dataset.kind) {
    case 'none':
      return null
    case 'inline':
      return training.loss === 'categorical-cross-entropy' ? dataset.targets.map(largestIndex) : null
    case 'table': {
      const target = dataset.columns.find(({ name }) => name === recipe.target)
      return target?.kind === 'category' ? (columns?.[target.name] ?? null) : null
    }
  }
}
