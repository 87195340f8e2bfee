import { encodeCell, prepareData } from '@engine/data/prepare'
import { fitScaling } from '@engine/data/scaling'
import { documentForDataset } from '@shared/document/defaults'
import { type ProjectDocument } from '@shared/document/schema'
import { expect, test } from 'vitest'
import { curveDocument } from '../../../helpers/documents'

const columns = {
  height: [1, 2, 3, 4, 5, 600],
  colour: ['red', 'blue', 'red', 'blue', 'red', 'blue'],
  kind: ['a', 'b', 'a', 'b', 'a', 'b'],
  weight: [10, 20, 30, 40, 50, 6000],
}

function tableDocument(target: keyof typeof columns, validationShare = 0): ProjectDocument {
  return documentForDataset({
    id: 'table',
    name: 'Table',
    dataset: {
      kind: 'table',
      name: 'table.csv',
      table: '0'.repeat(64),
      rows: 6,
      columns: [
        { kind: 'number', name: 'height' },
        { kind: 'category', name: 'colour', categories: ['blue', 'red'] },
        { kind: 'category', name: 'kind', categories: ['a', 'b'] },
        { kind: 'number', name: 'weight' },
      ],
    },
    target,
    validationShare,
  })
}

test('categories become one number each, and numbers are scaled', () => {
  const { shape, x, y, featureScaling, targetScaling } = prepareData(tableDocument('kind'), columns)
  expect({
    features: shape.features.map(({ label }) => label),
    targets: shape.targets.map(({ label }) => label),
  }).toEqual({ features: ['height', 'colour = blue', 'colour = red', 'weight'], targets: ['a', 'b'] })
  expect(x.map((row) => row.slice(1, 3))).toEqual([
    [0, 1],
    [1, 0],
    [0, 1],
    [1, 0],
    [0, 1],
    [1, 0],
  ])
  expect(y).toEqual([
    [1, 0],
    [0, 1],
    [1, 0],
    [0, 1],
    [1, 0],
    [0, 1],
  ])
  const untouched = { mean: 0, deviation: 1 }
  expect(featureScaling).toEqual([fitScaling(columns.height), untouched, untouched, fitScaling(columns.weight)])
  expect(targetScaling).toEqual([untouched, untouched])
})

test('the scaling is fitted on the training part only', () => {
  const { split, x, y, featureScaling, targetScaling } = prepareData(tableDocument('weight', 0.5), columns)
  expect(split.validation).toHaveLength(3)
  const part = (cells: readonly number[]): number[] => split.training.map((row) => cells[row] ?? NaN)
  expect(featureScaling[0]).toEqual(fitScaling(part(columns.height)))
  expect(targetScaling).toEqual([fitScaling(part(columns.weight))])
  const mean = (rows: readonly (readonly number[])[]): number =>
    split.training.reduce((sum, row) => sum + (rows[row]?.[0] ?? NaN), 0) / split.training.length
  expect(mean(x)).toBeCloseTo(0, 12)
  expect(mean(y)).toBeCloseTo(0, 12)
})

test('without scaling the numbers are those of the data', () => {
  const document = tableDocument('weight')
  const { x, y } = prepareData({ ...document, recipe: { ...document.recipe, scaling: 'none' } }, columns)
  expect(x[5]).toEqual([600, 1, 0, 0, 1])
  expect(y[5]).toEqual([6000])
})

test('inline data is taken as it is', () => {
  const document = curveDocument()
  const { x, y, split } = prepareData(document, null)
  expect(document.dataset).toMatchObject({ features: x, targets: y })
  expect(split).toEqual({ training: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], validation: [] })
})

test('no data, and a table that is not loaded', () => {
  expect(() => prepareData({ ...curveDocument(), dataset: { kind: 'none' } }, null)).toThrow(
    'The project has no data. Open a CSV file or an example first.',
  )
  expect(() => prepareData(tableDocument('kind'), null)).toThrow(
    'The data that the project refers to (table table.csv) is not there. Open its CSV file again with File > Open data.',
  )
})

test('one cell', () => {
  expect(encodeCell('12.5', { column: 'height', label: 'height' })).toBe(12.5)
  expect(encodeCell('red', { column: 'colour', category: 'red', label: 'red' })).toBe(1)
  expect(encodeCell('red', { column: 'colour', category: 'blue', label: 'blue' })).toBe(0)
})
