import { splitRows } from '@engine/data/split'
import { expect, test } from 'vitest'

test('the seed decides the split', () => {
  expect(splitRows(10, 0.3, 1)).toMatchInlineSnapshot(`
    {
      "training": [
        0,
        2,
        3,
        6,
        7,
        8,
        9,
      ],
      "validation": [
        1,
        4,
        5,
      ],
    }
  `)
  expect(splitRows(10, 0.3, 2)).not.toEqual(splitRows(10, 0.3, 1))
})

test.each([
  { rows: 150, share: 0.2, training: 120 },
  { rows: 10, share: 0, training: 10 },
  { rows: 10, share: 0.04, training: 10 },
  { rows: 3, share: 0.9, training: 1 },
  { rows: 1, share: 0.9, training: 1 },
])('$rows rows with a share of $share: $training to train, and every row in one part', ({ rows, share, training }) => {
  const split = splitRows(rows, share, 4)
  expect(split.training).toHaveLength(training)
  expect([...split.training, ...split.validation].toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: rows }, (_, row) => row),
  )
  for (const part of [split.training, split.validation]) expect(part).toEqual(part.toSorted((a, b) => a - b))
})

test('rows with classes are split in the proportions of the classes', () => {
  const classes = [...Array<string>(50).fill('a'), ...Array<string>(30).fill('b'), ...Array<string>(7).fill('c')]
  for (const seed of [0, 1, 2, 3]) {
    const { training, validation } = splitRows(classes.length, 0.2, seed, classes)
    const counts = ['a', 'b', 'c'].map((name) => validation.filter((row) => classes[row] === name).length)
    // 17.4 rows are 17: 9.77, 5.86 and 1.37 of the classes; the two largest remainders get the rows left over.
    expect(counts).toEqual([10, 6, 1])
    expect([...training, ...validation].toSorted((a, b) => a - b)).toEqual(classes.map((_, row) => row))
  }
  expect(splitRows(classes.length, 0.2, 1, classes)).not.toEqual(splitRows(classes.length, 0.2, 2, classes))
})
