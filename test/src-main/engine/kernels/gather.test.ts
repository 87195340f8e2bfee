import * as code from '@engine/kernels/codes'
import { padded } from '@engine/compiled/layout'
import { describe, expect, test } from 'vitest'
import { at, Numbers, SIZES, zeros } from './numbers'
import { kernelNames, OneInstruction } from './one-instruction'

const ROWS = 9

/** Rows of the data in an order that repeats and leaves out some. */
function orderOf(numbers: Numbers, count: number): number[] {
  return Array.from({ length: count }, () => numbers.dice.whole(0, ROWS - 1))
}

describe.each(kernelNames)('gathering a batch, %s', (kernel) => {
  test.each(SIZES)('numbers of %i columns, from any column on', (width) => {
    for (const column of [0, 1, 4, 5])
      for (const threads of [1, 2]) {
        const one = new OneInstruction(kernel, 12)
        const numbers = new Numbers(width * 10 + column)
        const data = numbers.matrix(ROWS, column + width + 2)
        const rowLength = padded(one.layout, column + width + 2)
        const stored = one.numbers(data.flatMap((row) => [...row, ...Array<number>(rowLength - row.length).fill(0)]))
        const order = orderOf(numbers, 7)
        one.set(code.ORDER, one.int32(order))
        const to = one.batch(zeros(7, width))
        one.add(code.GATHER_NUMBERS, [stored.address, rowLength * one.layout.size, column, to.address, width])
        one.run({ rows: 7, threads, writes: [to] })
        expect(one.read(to)).toEqual(order.map((row) => at(data, row).slice(column, column + width)))
      }
  })

  test.each(SIZES)('bytes of %i columns, scaled in float64 and rounded once', (width) => {
    for (const column of [0, 3]) {
      const one = new OneInstruction(kernel, 12)
      const numbers = new Numbers(width * 10 + column)
      const rowLength = column + width + 1
      const data = Array.from({ length: ROWS }, () =>
        Array.from({ length: rowLength }, () => numbers.dice.whole(0, 255)),
      )
      const scaling = Array.from({ length: rowLength }, () => ({
        mean: numbers.dice.number(0, 200),
        deviation: numbers.dice.number(1, 90),
      }))
      const stored = one.bytes(data.flat())
      const scales = one.float64(scaling.flatMap(({ mean, deviation }) => [mean, deviation]))
      const order = orderOf(numbers, 11)
      one.set(code.ORDER, one.int32(order))
      const to = one.batch(zeros(11, width))
      one.add(code.GATHER_BYTES, [stored, rowLength, column, to.address, width, scales])
      one.run({ rows: 11, threads: 2, writes: [to] })
      const scaled = data.map((row) =>
        row.map((value, index) => one.round((value - at(scaling, index).mean) / at(scaling, index).deviation)),
      )
      expect(one.read(to)).toEqual(order.map((row) => at(scaled, row).slice(column, column + width)))
    }
  })

  test('outputs and losses go to rows of float64', () => {
    for (const width of SIZES) {
      const one = new OneInstruction(kernel, 12)
      const numbers = new Numbers(width)
      const values = numbers.matrix(5, width)
      const losses = numbers.row(5)
      const from = one.batch(values)
      one.set(code.SAMPLE_LOSSES, one.float64(losses))
      const [outputs, lossesTo] = [one.take(5 * width * 8), one.take(5 * 8)]
      one.add(code.OUTPUTS, [from.address, width, outputs.address, lossesTo.address])
      one.run({ rows: 5, threads: 2, writes: [outputs, lossesTo] })
      expect(one.readFloat64(outputs.address, 5 * width)).toEqual(values.flat())
      expect(one.readFloat64(lossesTo.address, 5)).toEqual(losses)
    }
  })
})
