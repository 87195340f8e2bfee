import { permutation, randomFromSeed } from '../random'

/** Row numbers of each part, ascending. */
export interface Split {
  readonly training: readonly number[]
  readonly validation: readonly number[]
}

/** A random `validationShare` of the rows, decided by the seed; at least one row stays for training. */
export function splitRows(rows: number, validationShare: number, seed: number): Split {
  const validationRows = Math.min(Math.round(rows * validationShare), rows - 1)
  const order = permutation(rows, randomFromSeed(seed, 'split'))
  const ascending = (a: number, b: number): number => a - b
  return {
    training: order.slice(validationRows).sort(ascending),
    validation: order.slice(0, validationRows).sort(ascending),
  }
}
