import * as v from 'valibot'
import { MOST_UNITS } from '../units'

/** Kinds of values that documents are made of, with their limits and sentences. */
export const name = v.pipe(v.string(), v.maxLength(200, 'a name has at most 200 characters'))
export const identifier = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'an id starts with a letter and has letters, digits, - and _ only'),
)
export const finite = v.pipe(v.number(), v.finite('a number must be finite'))
export const count = v.pipe(v.number(), v.integer('a count is a whole number'), v.minValue(1, 'a count is at least 1'))
export const units = v.pipe(count, v.maxValue(MOST_UNITS, 'a layer has at most 1,000,000 units'))
export const share = v.pipe(
  v.number(),
  v.minValue(0, 'a share is at least 0'),
  v.maxValue(0.9, 'a share is at most 0.9'),
)
export const seed = v.pipe(
  v.number(),
  v.integer('a seed is a whole number'),
  v.minValue(0, 'a seed is at least 0'),
  v.maxValue(4_294_967_295, 'a seed is below 2^32'),
)
export const notNegative = v.pipe(finite, v.minValue(0, 'must be at least 0'))
export const row = v.array(finite)
export const matrix = v.array(row)
