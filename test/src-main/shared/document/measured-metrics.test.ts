import { encodedShape } from '@shared/document/encoding'
import { classNames, fittingMetrics, measuredMetrics, measuredTask } from '@shared/document/measured-metrics'
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

test('classes have names', () => {
  const namesOf = (document: ReturnType<typeof curveDocument>) => classNames(encodedShape(document), document.training)
  expect(namesOf(documentAt('test/fixtures/documents/format-1-iris.json'))).toEqual([
    'setosa',
    'versicolor',
    'virginica',
  ])
  expect(namesOf(curveDocument({ loss: 'binary-cross-entropy' }))).toEqual(['0', '1'])
  expect(namesOf(curveDocument())).toBeNull()
})

test('what fits the task, and what is chosen all the same', () => {
  const fitting = (document: ReturnType<typeof curveDocument>) =>
    fittingMetrics(encodedShape(document), document.training)
  const iris = documentAt('test/fixtures/documents/format-1-iris.json')
  expect(fitting(iris)).toEqual(['accuracy', 'precision', 'recall', 'f1', 'auc'])
  const wanted = { ...iris, training: { ...iris.training, metrics: ['topThreeAccuracy' as const, 'r2' as const] } }
  expect(fitting(wanted)).toEqual(['accuracy', 'topThreeAccuracy', 'precision', 'recall', 'f1', 'auc', 'r2'])
  expect(fitting(curveDocument())).toEqual(['meanAbsoluteError', 'rootMeanSquaredError', 'r2'])
  expect(fitting(curveDocument({ loss: 'binary-cross-entropy' }))).toEqual([
    'accuracy',
    'precision',
    'recall',
    'f1',
    'auc',
  ])
})
