import { Dice } from '../../../helpers/random-networks'

/** Numbers that float32 holds exactly, so that every precision begins with the same. */
export class Numbers {
  readonly dice: Dice

  constructor(seed: number) {
    this.dice = new Dice(seed)
  }

  row(width: number, low = -2, high = 2): number[] {
    return Array.from({ length: width }, () => Math.fround(this.dice.number(low, high)))
  }

  matrix(rows: number, width: number, low = -2, high = 2): number[][] {
    return Array.from({ length: rows }, () => this.row(width, low, high))
  }
}

export const zeros = (rows: number, width: number): number[][] =>
  Array.from({ length: rows }, () => Array<number>(width).fill(0))

/** Sizes around the widths of panels and tiles, and a few that are none of their multiples. */
export const SIZES = [1, 2, 3, 4, 5, 7, 8, 9, 12, 13, 16, 17, 23, 31, 40]

/** The value at a place that must be there. */
export function at<Value>(values: readonly Value[], index: number): Value {
  const value = values[index]
  if (value === undefined) throw new Error(`There is no place ${index}.`)
  return value
}

type Matrix = readonly (readonly number[])[]

/** The largest difference of two matrices, infinite where they are not alike or one holds no number. */
export function largestDistance(actual: Matrix, expected: Matrix): number {
  let largest = actual.length === expected.length ? 0 : Number.POSITIVE_INFINITY
  actual.forEach((row, index) => {
    const other = at(expected, index)
    if (row.length !== other.length) largest = Number.POSITIVE_INFINITY
    row.forEach((value, column) => {
      const distance = Math.abs(value - at(other, column))
      largest = Number.isNaN(distance) ? Number.POSITIVE_INFINITY : Math.max(largest, distance)
    })
  })
  return largest
}
