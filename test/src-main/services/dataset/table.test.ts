import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readDocument } from '@shared/document/read'
import { inferShapes } from '@shared/document/shapes'
import { describe, expect, test } from 'vitest'
import {
  documentForTable,
  idFromName,
  nameWithoutEnding,
} from '../../../../src-main/services/dataset/document-for-table'
import { datasetService } from '../../../../src-main/services/dataset/dataset-service'
import { readTable, suggestedTarget } from '../../../../src-main/services/dataset/table'
import { TableStore } from '../../../../src-main/services/dataset/table-store'
import { curveDocument, inRepository } from '../../../helpers/documents'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const read = (text: string, name = 'data.csv') => readTable(bytesOf(text), name)

test('numbers and categories, named by the hash of the bytes', () => {
  const text = 'length,colour\n1.5,red\n-2,blue\n3e2,red\n'
  expect(read(text)).toEqual({
    table: createHash('sha256').update(text).digest('hex'),
    name: 'data.csv',
    bytes: bytesOf(text),
    columns: [
      { kind: 'number', name: 'length' },
      { kind: 'category', name: 'colour', categories: ['blue', 'red'] },
    ],
    cells: { length: [1.5, -2, 300], colour: ['red', 'blue', 'red'] },
    rows: 3,
    notices: [],
  })
})

test('rows with gaps and columns without values are left out, and it is said', () => {
  const { columns, cells, notices } = read('a,gap,b\n1,,x\nNA,,y\n3,?,null\n4,NaN,z\n5,n/a,w\n')
  expect({ columns: columns.map(({ name }) => name), cells, notices }).toEqual({
    columns: ['a', 'b'],
    cells: { a: [1, 4, 5], b: ['x', 'z', 'w'] },
    notices: [
      'data.csv: one column without values was left out.',
      'data.csv: 2 rows with a missing value were left out.',
    ],
  })
  expect(read('a,b,c,d\n1,,,x\n2,,,y\n,,,z\n').notices).toEqual([
    'data.csv: 2 columns without values were left out.',
    'data.csv: one row with a missing value was left out.',
  ])
})

test('too many gaps', () => {
  expect(() => read('a,b\n1,\n,2\n3,4\n')).toThrow(
    "data.csv can't be used as a table: fewer than two rows have a value in every column. Fill the gaps.",
  )
})

test('columns with the names of built-ins', () => {
  const { cells, columns } = read('constructor,toString\n1,a\n2,b\n')
  expect(columns.map(({ name }) => name)).toEqual(['constructor', 'toString'])
  expect([cells['constructor'], cells['toString']]).toEqual([
    [1, 2],
    ['a', 'b'],
  ])
})

test.each([
  ['a,Species,b', 'Species'],
  ['a,b,y', 'y'],
  ['class,b,c', 'class'],
  ['a,b,c', 'c'],
])('the target suggested among %s is %s', (header, target) => {
  expect(suggestedTarget(read(`${header}\n1,2,3\n4,5,6\n`))).toBe(target)
})

describe('the project around a table', () => {
  test('of any name is a valid document that can be trained', () => {
    for (const name of [
      'Iris data.csv',
      '2024-01-01.csv',
      '数据.csv',
      '.csv',
      `${'9'.repeat(90)}.csv`,
      `${'x'.repeat(300)}.csv`,
      '---.csv',
      'no ending',
    ]) {
      const document = documentForTable(read('a,b\n1,x\n2,y\n', name), 'b')
      expect(readDocument(JSON.parse(JSON.stringify(document)), name)).toEqual({ ok: true, value: document })
      expect(inferShapes(document).problems).toEqual([])
    }
  })

  test('names and ids', () => {
    expect(['Iris data.csv', 'a.b.csv', '.csv', 'plain'].map(nameWithoutEnding)).toEqual([
      'Iris data',
      'a.b',
      '.csv',
      'plain',
    ])
    expect(['Iris data', '数据', '2024', 'Ünder_score', '9'.repeat(90)].map(idFromName)).toEqual([
      'iris-data',
      'project',
      'project-2024',
      'nder-score',
      `project-${'9'.repeat(56)}`,
    ])
  })

  test('a text column that names each row is ignored', () => {
    const rows = Array.from({ length: 30 }, (_, index) => `row ${index},${index},${index % 2 === 0 ? 'a' : 'b'}`)
    const document = documentForTable(read(`name,x,kind\n${rows.join('\n')}\n`), 'kind')
    expect(document.recipe.ignored).toEqual(['name'])
    expect(document.network.layers[0]).toMatchObject({ shape: [1] })
    expect(inferShapes(document).problems).toEqual([])
  })

  test('an unknown target', () => {
    expect(() => documentForTable(read('a,b\n1,2\n3,4\n'), 'c')).toThrow(
      'data.csv has no column "c". Its columns are: a, b.',
    )
  })
})

describe('the tables in memory', () => {
  const tables = new TableStore()
  const added = tables.add(bytesOf('a,b\n1,x\n2,y\n'), 'data.csv')
  const document = documentForTable(added, 'b')

  test('are found by the document that refers to them', () => {
    expect(tables.columnsOf(document)).toEqual({ a: [1, 2], b: ['x', 'y'] })
    expect(tables.bytesOf(document)).toEqual({ [added.table]: added.bytes })
    expect(tables.columnsOf(curveDocument())).toBeNull()
    expect(tables.bytesOf(curveDocument())).toEqual({})
  })

  test('or not', () => {
    const other = { ...document, dataset: { ...document.dataset, table: 'f'.repeat(64) } } as typeof document
    expect(() => tables.columnsOf(other)).toThrow(
      'The data that the project refers to (table ffffffffffff) is not there. Open its CSV file again with File > Open data.',
    )
  })

  test('and do not pass for others', () => {
    for (const lie of [{ rows: 9 }, { columns: [{ kind: 'number', name: 'zzz' }] }]) {
      const bad = { ...document, dataset: { ...document.dataset, ...lie } } as typeof document
      expect(() => tables.columnsOf(bad)).toThrow(
        "data.csv can't be used as a table: its rows and columns are not those that the project describes. Open the CSV file anew.",
      )
    }
  })
})

describe('what the Data page shows', () => {
  const tables = new TableStore()
  const table = tables.add(readFileSync(inRepository('resources/data/iris.csv')), 'iris.csv')
  const document = documentForTable(table, 'species', { seed: 1 })
  const service = datasetService(tables)

  test('counts and statistics of the training part', async () => {
    const overview = await service.overview({ document })
    expect({ ...overview, columns: overview.columns.map(({ name, role, kind }) => [name, role, kind]) }).toEqual({
      rows: 150,
      trainingRows: 120,
      validationRows: 30,
      columns: [
        ['sepal length', 'feature', 'number'],
        ['sepal width', 'feature', 'number'],
        ['petal length', 'feature', 'number'],
        ['petal width', 'feature', 'number'],
        ['species', 'target', 'category'],
      ],
    })
    expect(overview.columns[4]).toEqual({
      name: 'species',
      role: 'target',
      kind: 'category',
      statistics: null,
      categories: [
        { name: 'setosa', count: 50 },
        { name: 'versicolor', count: 50 },
        { name: 'virginica', count: 50 },
      ],
    })
  })

  test('pages of rows as they came', async () => {
    const { offset, rows } = await service.rows({ document, offset: 148, limit: 10 })
    expect({ offset, rows: rows.map(({ index, cells }) => [index, ...cells]) }).toEqual({
      offset: 148,
      rows: [
        [148, 6.2, 3.4, 5.4, 2.3, 'virginica'],
        [149, 5.9, 3, 5.1, 1.8, 'virginica'],
      ],
    })
    const all = await service.rows({ document, offset: 0, limit: 500 })
    expect(all.rows.filter(({ part }) => part === 'validation')).toHaveLength(30)
    expect((await service.rows({ document, offset: 150, limit: 10 })).rows).toEqual([])
  })

  test('a column of sample weights, in a table and inline', async () => {
    const weighted = { ...document, recipe: { ...document.recipe, sampleWeights: 'petal width' } }
    const { columns } = await service.overview({ document: weighted })
    expect(columns.map(({ role }) => role)).toEqual(['feature', 'feature', 'feature', 'weight', 'target'])
    const curve = curveDocument()
    if (curve.dataset.kind !== 'inline') throw new Error('the curve is inline')
    const sampleWeights = curve.dataset.features.map((_, row) => row + 1)
    const inline = await service.overview({ document: { ...curve, dataset: { ...curve.dataset, sampleWeights } } })
    expect(inline.columns[2]).toMatchObject({ name: 'sample weight', role: 'weight', statistics: { maximum: 11 } })
  })

  test('inline data, and none', async () => {
    const overview = await service.overview({ document: curveDocument() })
    expect(overview.columns.map(({ name, role }) => [name, role])).toEqual([
      ['x1', 'feature'],
      ['y1', 'target'],
    ])
    expect(overview.columns[0]?.statistics).toMatchObject({ minimum: -1, maximum: 1 })
    await expect(service.overview({ document: { ...document, dataset: { kind: 'none' } } })).rejects.toThrow(
      'The project has no data. Open a CSV file or an example first.',
    )
  })
})
