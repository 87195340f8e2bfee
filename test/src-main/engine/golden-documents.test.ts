import { activations } from '@shared/catalog/activations'
import { clippings } from '@shared/catalog/clippings'
import { idsOf } from '@shared/catalog/entry'
import { layerKinds } from '@shared/catalog/layers'
import { losses } from '@shared/catalog/losses'
import { optimizers } from '@shared/catalog/optimizers'
import { schedules } from '@shared/catalog/schedules'
import { readDocument } from '@shared/document/read'
import { type ProjectDocument } from '@shared/document/schema'
import { inferShapes } from '@shared/document/shapes'
import { describe, expect, test } from 'vitest'
import { goldenTrajectories } from '../../helpers/golden'

const cases = goldenTrajectories()

function documentOf(json: unknown): ProjectDocument {
  const result = readDocument(json, 'trajectories.json')
  if (!result.ok) throw result.error
  return result.value
}

const all = cases.map((each) => documentOf(each.document))
const found = <Value>(of: (document: ProjectDocument) => readonly Value[]): Set<Value> => new Set(all.flatMap(of))

test('every case has a name of its own', () => {
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length)
})

test('the cases cover every member of every kind', () => {
  expect(found(({ training }) => [training.optimizer.id])).toEqual(new Set(idsOf(optimizers)))
  expect(found(({ training }) => [training.schedule.id])).toEqual(new Set(idsOf(schedules)))
  expect(found(({ training }) => [training.loss])).toEqual(new Set(idsOf(losses)))
  expect(found(({ training }) => [training.clipping.id])).toEqual(new Set(idsOf(clippings)))
  expect(found(({ network }) => network.layers.map(({ kind }) => kind))).toEqual(new Set(idsOf(layerKinds)))
  const hidden = found(({ network }) =>
    network.layers.flatMap((layer) => (layer.kind === 'dense' && layer.id === 'hidden' ? [layer.activation] : [])),
  )
  expect(hidden).toEqual(new Set(idsOf(activations)))
})

describe.each(cases)(
  '$name',
  ({ document: json, steps, losses: measured, penalties, gradientNorms, rates, ...ends }) => {
    const document = documentOf(json)
    const { layers } = document.network

    test('is a complete document that can be trained', () => {
      expect(document).toEqual(json)
      expect(inferShapes(document).problems).toEqual([])
      expect(document.training.epochs * 3).toBeGreaterThanOrEqual(steps)
    })

    test('has finite numbers for every update and every parameter', () => {
      for (const numbers of [measured, penalties, gradientNorms, rates]) {
        expect(numbers).toHaveLength(steps)
        expect(numbers.every(Number.isFinite)).toBe(true)
      }
      const withParameters = layers.filter(({ kind }) => kind === 'dense' || kind.endsWith('normalization'))
      expect(Object.keys(ends.finals).toSorted()).toEqual(withParameters.map(({ id }) => id).toSorted())
      const counted = Object.values(ends.finals).flatMap(({ weights, biases }) => [...weights.flat(), ...biases])
      expect(counted).toHaveLength(inferShapes(document).parameters)
      expect(counted.every(Number.isFinite)).toBe(true)
      const measuredLayers = layers.filter(({ kind }) => kind === 'batch-normalization').map(({ id }) => id)
      expect(Object.keys(ends.statistics)).toEqual(measuredLayers)
    })
  },
)
