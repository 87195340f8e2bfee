import { updateTraining } from '@shared/document/commands'
import { describe, expect, test } from 'vitest'
import { documentForTable } from '../../../../src-main/services/dataset/document-for-table'
import { TableStore } from '../../../../src-main/services/dataset/table-store'
import { curveDocument } from '../../../helpers/documents'
import { benchOf, houses, tableBench } from '../../../helpers/training-bench'

describe('predict', () => {
  test('asks for raw values, filled with usual ones', async () => {
    const { service } = tableBench(houses, 'price')
    expect(await service.predictionForm()).toEqual([
      { name: 'area', kind: 'number', categories: [], value: '75' },
      { name: 'town', kind: 'category', categories: ['A', 'B'], value: 'A' },
    ])
  })

  test('does not ask for the weight of the sample', async () => {
    const tables = new TableStore()
    const table = tables.add(new TextEncoder().encode(houses), 'data.csv')
    const document = documentForTable(table, 'price', { hidden: [2], validationShare: 0 })
    const recipe = { ...document.recipe, sampleWeights: 'area' }
    const layers = document.network.layers.map((layer) =>
      layer.kind === 'input' ? { ...layer, shape: [2] as [number] } : layer,
    )
    const weighted = { ...document, recipe, network: { ...document.network, layers } }
    const { service, session } = benchOf(weighted, tables)
    expect((await service.predictionForm()).map(({ name }) => name)).toEqual(['town'])
    expect([...(session.currentRun().data.weights ?? [])]).toEqual([50, 60, 70, 80, 90, 100])
    expect((await service.predict({ values: ['A'] })).outputs).toHaveLength(1)
  })

  test('answers in own units: a row of the data gives what the evaluation gives for it', async () => {
    const { service, clock, document } = tableBench(houses, 'price')
    await service.train({ document: updateTraining({ epochs: 300 }).apply(document) })
    clock.finish()
    const { outputs, predictedClass } = await service.predict({ values: [' 80 ', 'B'] })
    const { result } = await service.evaluate({ part: 'training' })
    expect(predictedClass).toBeNull()
    expect(outputs[0]).toEqual({
      label: 'price',
      value: expect.closeTo(result.kind === 'regression' ? (result.targets[0]?.predicted[3] ?? NaN) : NaN, 9) as number,
    })
    expect(Math.abs((outputs[0]?.value ?? NaN) - 190)).toBeLessThan(15)
  })

  test('gives the name of a class and the probabilities', async () => {
    const { service } = tableBench(houses, 'town')
    const { outputs, predictedClass } = await service.predict({ values: ['80', '190'] })
    expect(outputs.map(({ label }) => label)).toEqual(['A', 'B'])
    expect(outputs.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(1, 12)
    expect(predictedClass).toBe((outputs[0]?.value ?? 0) >= (outputs[1]?.value ?? 0) ? 'A' : 'B')
  })

  test.each([
    [['x', 'A'], '"x" can\'t be used for area: enter a number, such as 5.1.'],
    [[], '"" can\'t be used for area: enter a number, such as 5.1.'],
    [['1,5', 'A'], '"1,5" can\'t be used for area: enter a number, such as 5.1.'],
    [['1', 'C'], '"C" can\'t be used for town: the values seen in training are A, B.'],
  ])('%j is refused', async (values, sentence) => {
    const { service } = tableBench(houses, 'price')
    await expect(service.predict({ values })).rejects.toThrow(sentence)
  })

  test('uses the best weights', async () => {
    const { clock, session, service, document } = benchOf(
      curveDocument(
        { optimizer: { id: 'sgd', learningRate: 1.2, momentum: 0.9, nesterov: false }, epochs: 20 },
        { validationShare: 0.3 },
      ),
    )
    await service.train({ document })
    clock.finish()
    const evaluated = await service.evaluate({ part: 'validation' })
    const [row = 0] = session.currentRun().data.split.validation
    const { outputs } = await service.predict({ values: [String(row / 5 - 1)] })
    expect(evaluated.result.kind === 'regression' && evaluated.result.targets[0]?.predicted[0]).toBeCloseTo(
      outputs[0]?.value ?? Number.NaN,
      12,
    )
  })
})
