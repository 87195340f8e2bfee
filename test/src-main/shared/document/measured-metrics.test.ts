import { measuredMetrics } from '@shared/document/measured-metrics'
import { expect, test } from 'vitest'
import { curveDocument, documentAt } from '../../../helpers/documents'

test('what is chosen and fits the task, else the usual one', () => {
  const iris = documentAt('test/fixtures/documents/format-1-iris.json')
  const classes = (metrics: typeof iris.training.metrics) =>
    measuredMetrics({ ...iris, training: { ...iris.training, metrics } })
  expect(classes([])).toEqual(['accuracy'])
  expect(classes(['f1', 'r2'])).toEqual(['f1'])
  expect(classes(['r2'])).toEqual(['accuracy'])
  expect(measuredMetrics(curveDocument())).toEqual(['meanAbsoluteError'])
  expect(measuredMetrics(curveDocument({ metrics: ['accuracy', 'r2', 'rootMeanSquaredError'] }))).toEqual([
    'r2',
    'rootMeanSquaredError',
  ])
})
