import { encodeCell, prepareData } from '@engine/data/prepare'
import { rowOf, type SampleMatrix } from '@engine/data/sample-matrix'
import { fitScaling } from '@engine/data/scaling'
import { denseLayer, documentForDataset } from '@shared/document/defaults'
import { type ProjectDocument } from '@shared/document/schema'
import { describe, expect, test } from 'vitest'
import { curveDocument, inlineDocument } from '../../../helpers/documents'

const columns = {
  height: [1, 2, 3, 4, 5, 600],
  colour: ['red', 'blue', 'red', 'blue', 'red', 'blue'],
  kind: ['a', 'b', 'a', 'b', 'a', 'b'],
  weight: [10, 20, 30, 40, 50, 6000],
}

/** All rows, as the network sees them. */
const rowsOf = (matrix: SampleMatrix): number[][] => Array.from({ length: matrix.rows }, (_, row) => rowOf(matrix, row))

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
  expect(rowsOf(x).map((row) => row.slice(1, 3))).toEqual([
    [0, 1],
    [1, 0],
    [0, 1],
    [1, 0],
    [0, 1],
    [1, 0],
  ])
  expect(rowsOf(y)).toEqual([
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
  const mean = (matrix: SampleMatrix): number =>
    split.training.reduce((sum, row) => sum + (rowOf(matrix, row)[0] ?? NaN), 0) / split.training.length
  expect(mean(x)).toBeCloseTo(0, 12)
  expect(mean(y)).toBeCloseTo(0, 12)
})

test('without scaling the numbers are those of the data', () => {
  const document = tableDocument('weight')
  const { x, y } = prepareData({ ...document, recipe: { ...document.recipe, scaling: 'none' } }, columns)
  expect(rowOf(x, 5)).toEqual([600, 1, 0, 0, 1])
  expect(rowOf(y, 5)).toEqual([6000])
})

test('inline data is taken as it is', () => {
  const document = curveDocument()
  const { x, y, split } = prepareData(document, null)
  expect(document.dataset).toMatchObject({ features: rowsOf(x), targets: rowsOf(y) })
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

describe('weights', () => {
  const output = denseLayer('output', 'Output', { units: 2, activation: 'softmax' })
  const features = [[1], [2], [3], [4]]
  const classes = [
    [1, 0],
    [1, 0],
    [1, 0],
    [0, 1],
  ]
  const inline = (
    training: Partial<ProjectDocument['training']>,
    sampleWeights?: number[],
    targets: number[][] = classes,
    layer = output,
  ): Float64Array | null => {
    const document = inlineDocument({
      features,
      targets,
      layers: [layer],
      training: { loss: 'categorical-cross-entropy', ...training },
    })
    if (document.dataset.kind !== 'inline') throw new Error('The data is inline.')
    return prepareData(
      { ...document, dataset: { ...document.dataset, ...(sampleWeights ? { sampleWeights } : {}) } },
      null,
    ).weights
  }

  test('are null where every sample counts 1', () => {
    expect(inline({})).toBeNull()
    expect(inline({}, [1, 1, 1, 1])).toBeNull()
    expect(inline({ classWeights: 'balanced' }, undefined, [...classes.slice(0, 2), [0, 1], [0, 1]])).toBeNull()
  })

  test('are those of the samples', () => {
    expect(inline({}, [1, 0, 2.5, 1])).toEqual(Float64Array.of(1, 0, 2.5, 1))
  })

  test("of balanced classes are scikit-learn's: N / (classes x rows of the class), times those of the samples", () => {
    expect(inline({ classWeights: 'balanced' })).toEqual(Float64Array.of(4 / 6, 4 / 6, 4 / 6, 2))
    expect(inline({ classWeights: 'balanced' }, [3, 1, 1, 0.5])).toEqual(Float64Array.of(2, 4 / 6, 4 / 6, 1))
  })

  test('of a single yes or no', () => {
    const single = denseLayer('output', 'Output', { units: 1, activation: 'sigmoid' })
    const yes = [[1], [0], [0], [0]]
    const balanced = Float64Array.of(2, 4 / 6, 4 / 6, 4 / 6)
    expect(inline({ loss: 'binary-cross-entropy', classWeights: 'balanced' }, undefined, yes, single)).toEqual(balanced)
    const signs = [[1], [-1], [-1], [-1]]
    expect(inline({ loss: 'hinge', classWeights: 'balanced' }, undefined, signs, single)).toEqual(balanced)
    expect(inline({ loss: 'mean-squared-error', classWeights: 'balanced' }, undefined, yes, single)).toBeNull()
  })

  test('are counted over the training part', () => {
    const document = tableDocument('kind', 0.5)
    const training = { ...document.training, classWeights: 'balanced' as const }
    const kind = ['a', 'a', 'a', 'a', 'b', 'b']
    const { split, weights } = prepareData({ ...document, training }, { ...columns, kind })
    const counts = (name: string): number => split.training.filter((row) => kind[row] === name).length
    expect([counts('a'), counts('b')]).toEqual([2, 1])
    expect([...(weights ?? [])]).toEqual(kind.map((name) => 3 / (2 * counts(name))))
  })

  test('come from a column that is then no feature', () => {
    const document = tableDocument('kind')
    const { weights, shape } = prepareData(
      { ...document, recipe: { ...document.recipe, sampleWeights: 'height' } },
      columns,
    )
    expect([...(weights ?? [])]).toEqual(columns.height)
    expect(shape.features.map(({ label }) => label)).toEqual(['colour = blue', 'colour = red', 'weight'])
  })

  test('in a column are not below 0', () => {
    const document = tableDocument('kind')
    const weighted = { ...document, recipe: { ...document.recipe, sampleWeights: 'height' } }
    expect(() => prepareData(weighted, { ...columns, height: [1, 0, 3, -0.5, 5, -6] })).toThrow(
      'table.csv, row 4 below the header: the sample weight -0.5 in height is below 0. Correct it, or choose another column of weights.',
    )
    expect(prepareData(weighted, { ...columns, height: [1, 0, 3, 4, 5, 6] }).weights?.[1]).toBe(0)
  })
})

test('yes and no are not scaled, numbers are', () => {
  const document = inlineDocument({
    features: [[1], [2]],
    targets: [[1], [0]],
    layers: [denseLayer('output', 'Output', { units: 1, activation: 'sigmoid' })],
    recipe: { scaling: 'standardize' },
  })
  const scalingFor = (loss: ProjectDocument['training']['loss']) =>
    prepareData({ ...document, training: { ...document.training, loss } }, null).targetScaling
  expect(scalingFor('binary-cross-entropy')).toEqual([{ mean: 0, deviation: 1 }])
  expect(scalingFor('hinge')).toEqual([{ mean: 0, deviation: 1 }])
  expect(scalingFor('huber')).toEqual([{ mean: 0.5, deviation: 0.5 }])
})
