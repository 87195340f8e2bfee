import * as v from 'valibot'
import { matrix, name, notNegative, seed, share } from './values'

const column = v.variant('kind', [
  v.strictObject({ kind: v.literal('number'), name }),
  v.strictObject({ kind: v.literal('category'), name, categories: v.array(v.string()) }),
])

export const dataset = v.variant('kind', [
  v.strictObject({ kind: v.literal('none') }),
  v.strictObject({
    kind: v.literal('inline'),
    featureNames: v.array(name),
    targetNames: v.array(name),
    features: matrix,
    targets: matrix,
    /** How much each sample counts, one number per row; absent: all alike. */
    sampleWeights: v.optional(v.array(notNegative)),
  }),
  v.strictObject({
    kind: v.literal('table'),
    name,
    /** Where the data comes from, for people. */
    source: v.optional(v.string()),
    /** SHA-256 of the table's bytes; the container keeps them as data/TABLE.csv. */
    table: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'a table is named by its SHA-256')),
    rows: v.pipe(v.number(), v.integer(), v.minValue(1)),
    columns: v.array(column),
  }),
])

export const recipe = v.strictObject({
  /** The column to predict; null where the data is inline (its targets are given) or absent. */
  target: v.nullable(v.string()),
  /** Columns that are neither features nor target. */
  ignored: v.array(v.string()),
  /** A numeric column that says how much each sample counts; it is no feature. null: all alike. */
  sampleWeights: v.optional(v.nullable(v.string()), null),
  /** Fitted on the training part only, inverted for predictions. */
  scaling: v.picklist(['standardize', 'none']),
  validationShare: share,
  /** Decides which rows are the validation part. */
  splitSeed: seed,
})
