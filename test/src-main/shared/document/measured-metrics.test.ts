import { measuredMetrics, measuredTask } from '@shared/document/measured-metrics'
import { expect, test } from 'vitest'
import { curveDocument, documentAt } from '../../../helpers/documents'

test('what is chosen and fits the task, else the usual one', () => {
  const iris = documentAt('test/fixtures/documents/format-1-iris.json')
  const classes = (metrics: typeof iris.training.metrics) =>
    measuredMetrics({ ...iris, training: { ...iris.training, metrics } })
  expect(classes([])).toEqual(['accuracy'])
  expect(classes(['f1', 'r2'])).toEqual(['f1', 'r2'])
  expect(measuredMetrics(curveDocument())).toEqual(['meanAbsoluteError'])
  expect(measuredMetrics(curveDocument({ metrics: ['accuracy', 'r2', 'rootMeanSquaredError'] }))).toEqual([
    'r2',
    'rootMeanSquaredError',
  ])
  expect(measuredMetrics(curveDocument({ metrics: ['accuracy'] }))).toEqual(['meanAbsoluteError'])
})

test('a single yes or no counts as a class', () => {
  const yesOrNo = curveDocument({ loss: 'binary-cross-entropy' })
  expect(measuredTask(yesOrNo)).toBe('classification')
  expect(measuredMetrics(yesOrNo)).toEqual(['accuracy'])
  expect(measuredTask(curveDocument())).toBe('regression')
  expect(measuredTask({ ...yesOrNo, dataset: { kind: 'none' } })).toBe('none')
})
