import { largestIndex, metricOf, type Part } from '@engine/metrics'
import { idsOf } from '@shared/catalog/entry'
import { type MetricId, metrics } from '@shared/catalog/metrics'
import { expect, test } from 'vitest'
import { goldenMembers } from '../../../helpers/golden'

const golden = goldenMembers().metrics
const everyId = idsOf(metrics)

const part = (width: number, outputs: number[], targets: number[], weights: number[] | null = null): Part => ({
  rows: outputs.length / width,
  width,
  outputs,
  targets,
  weights,
})

test('the golden values are of every metric, with and without weights', () => {
  const measured = (weighted: boolean): Set<string> =>
    new Set(golden.flatMap(({ weights, values }) => ((weights !== null) === weighted ? Object.keys(values) : [])))
  expect(measured(true)).toEqual(new Set(everyId))
  expect(measured(false)).toEqual(new Set(everyId))
})

test.each(golden)('scikit-learn measures the same: $name', ({ values, ...measured }) => {
  for (const id of everyId) {
    const expected = values[id]
    if (expected === undefined) continue
    const ours = metricOf[id](measured)
    if (expected === null) expect(ours, id).toBeNaN()
    else expect(Math.abs(ours - expected), id).toBeLessThan(1e-13)
  }
})

test('the first of equals is the largest', () => {
  expect([[1, 3, 3], [5], [-2, -1], [0, 0]].map(largestIndex)).toEqual([1, 0, 1, 0])
})

test('a constant column of targets has its own mean, whatever its number', () => {
  const constant = Array.from({ length: 7 }, () => 0.1)
  const others = constant.map((value, row) => value + row)
  expect(metricOf.r2(part(1, others, constant))).toBe(0)
  expect(metricOf.r2(part(1, constant, constant))).toBe(1)
})

test('a weight of 0 leaves a row out, and a weight of 2 is two rows', () => {
  const outputs = [0.9, 0.1, 0.2, 0.8, 0.4, 0.6, 0.3, 0.7]
  const targets = [1, 0, 0, 1, 1, 0, 1, 0]
  const weighted = part(2, outputs, targets, [1, 2, 1, 0])
  const repeated = part(
    2,
    [...outputs.slice(0, 4), ...outputs.slice(2, 6)],
    [...targets.slice(0, 4), ...targets.slice(2, 6)],
  )
  for (const id of everyId) expect(metricOf[id](weighted), id).toBeCloseTo(metricOf[id](repeated), 14)
})

test('typed arrays are taken as they are', () => {
  const outputs = new Float64Array([0.9, 0.1, 0.2, 0.8])
  const targets = new Float32Array([1, 0, 1, 0])
  expect(metricOf.accuracy({ rows: 2, width: 2, outputs, targets, weights: null })).toBe(0.5)
})

test.each(everyId)('%s of no rows is not defined, and an output that is no number does no harm', (id: MetricId) => {
  expect(metricOf[id](part(2, [], []))).toBeNaN()
  expect(typeof metricOf[id](part(1, [Number.NaN, 1, Number.NaN], [0, 1, 1]))).toBe('number')
})
