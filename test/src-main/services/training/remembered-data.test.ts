import { prepareData } from '@engine/data/prepare'
import { updateRecipe, updateTraining } from '@shared/document/commands'
import { type ProjectDocument } from '@shared/document/schema'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { TableStore } from '../../../../src-main/services/dataset/table-store'
import { documentForTable } from '../../../../src-main/services/dataset/document-for-table'
import { rememberingData } from '../../../../src-main/services/training/remembered-data'
import { curveDocument, inRepository } from '../../../helpers/documents'

function iris(): { document: ProjectDocument; tables: TableStore } {
  const tables = new TableStore()
  const table = tables.add(readFileSync(inRepository('resources/data/iris.csv')), 'iris.csv')
  return { document: documentForTable(table, 'species'), tables }
}

test('a table is prepared again only when something changes that its numbers depend on', () => {
  const { document, tables } = iris()
  let prepared = 0
  const prepare = rememberingData((...data) => {
    prepared += 1
    return prepareData(...data)
  })
  const columns = tables.columnsOf(document)
  const first = prepare(document, columns)
  expect(first).toEqual(prepareData(document, columns))
  expect(prepare(updateTraining({ batchSize: 3, epochs: 7 }).apply(document), columns)).toBe(first)
  expect(prepared).toBe(1)
  for (const changed of [
    updateRecipe({ scaling: 'none' }).apply(document),
    updateRecipe({ validationShare: 0.5 }).apply(document),
    updateTraining({ classWeights: 'balanced' }).apply(document),
  ])
    expect(prepare(changed, columns)).toEqual(prepareData(changed, columns))
  expect(prepared).toBe(4)
})

test('data inside a document is prepared every time', () => {
  const prepare = rememberingData()
  expect(prepare(curveDocument(), null)).not.toBe(prepare(curveDocument(), null))
})
