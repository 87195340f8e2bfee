import * as code from '@engine/kernels/codes'
import { describe, expect, test } from 'vitest'
import { at, Numbers, SIZES, zeros } from './numbers'
import { kernelNames, OneInstruction } from './one-instruction'

const ROWS = 6

describe.each(kernelNames)('columns between matrices, %s', (kernel) => {
  test.each(SIZES)('%i columns, from any column to any, copied or added', (width) => {
    for (const fromColumn of [0, 1, 4, 9])
      for (const toColumn of [0, 3, 8])
        for (const sum of [false, true]) {
          const one = new OneInstruction(kernel, 8)
          const numbers = new Numbers(width)
          const source = numbers.matrix(ROWS, fromColumn + width + 2)
          const target = numbers.matrix(ROWS, toColumn + width + (fromColumn + toColumn === 0 ? 0 : 3))
          const [from, to] = [one.batch(source), one.batch(target)]
          one.add(code.COLUMNS, [from.address, fromColumn, to.address, toColumn, width, Number(sum)])
          one.run({ rows: ROWS, threads: 2, writes: [to] })
          const expected = target.map((row, index) =>
            row.map((value, column) => {
              if (column < toColumn || column >= toColumn + width) return value
              const entering = at(at(source, index), fromColumn + column - toColumn)
              return sum ? one.round(value + entering) : entering
            }),
          )
          expect(one.read(to)).toEqual(expected)
        }
  })

  test.each(SIZES)('products of %i columns, alone or added', (width) => {
    for (const sum of [false, true]) {
      const one = new OneInstruction(kernel, 8)
      const numbers = new Numbers(width)
      const [xs, factors, before] = [
        numbers.matrix(ROWS, width),
        numbers.matrix(ROWS, width),
        numbers.matrix(ROWS, width),
      ]
      const [x, factor, out] = [one.batch(xs), one.batch(factors), one.batch(before)]
      one.add(code.MULTIPLY, [x.address, factor.address, out.address, width, Number(sum)])
      one.run({ rows: ROWS, threads: 2, writes: [out] })
      const expected = xs.map((row, index) =>
        row.map((value, column) => {
          const product = one.round(value * at(at(factors, index), column))
          return sum ? one.round(at(at(before, index), column) + product) : product
        }),
      )
      expect(one.read(out)).toEqual(expected)
    }
  })

  test.each(SIZES)('one bias for each of %i units', (units) => {
    const one = new OneInstruction(kernel, 8)
    const bias = one.units([0.75])
    const [row = []] = zeros(1, units)
    const to = one.units(row)
    one.add(code.SPREAD_BIAS, [bias.address, to.address, units])
    one.run({ rows: 1, threads: 2, writes: [to] })
    expect(one.read(to)).toEqual([Array<number>(units).fill(0.75)])
  })
})
