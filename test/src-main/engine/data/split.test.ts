import { splitRows } from '@engine/data/split'
import { expect, test } from 'vitest'

test('the seed decides the split', () => {
  expect(splitRows(10, 0.3, 1)).toMatchInlineSnapshot(`
    {
      "training": [
        0,
        1,
        2,
        4,
        5,
        6,
        8,
      ],
      "validation": [
        3,
        7,
        9,
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
