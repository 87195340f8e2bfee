import { defaultSettings } from '@shared/catalog/entry'
import { optimizers } from '@shared/catalog/optimizers'
import {
  chooseOptimizer,
  switchEarlyStopping,
  switchMetric,
  updateEarlyStopping,
  updateOptimizer,
} from '@shared/document/commands'
import { expect, test } from 'vitest'
import { curveDocument } from '../../../../helpers/documents'

const exact = curveDocument()

test('chooseOptimizer keeps the numbers of the one that is chosen already', () => {
  const tuned = updateOptimizer({ learningRate: 0.3 }).apply(exact)
  expect(chooseOptimizer('sgd').apply(tuned)).toBe(tuned)
  expect(chooseOptimizer('adam').apply(tuned).training.optimizer).toEqual(defaultSettings(optimizers, 'adam'))
})

test('early stopping and metrics are switched on and off, in the order of the catalog', () => {
  const on = switchEarlyStopping(true).apply(exact)
  expect(on.training.earlyStopping).toEqual({ patience: 10, minimumDelta: 0, restoreBest: true })
  expect(switchEarlyStopping(true).apply(on)).toBe(on)
  expect(switchEarlyStopping(false).apply(on)).toEqual(exact)
  expect(updateEarlyStopping({ patience: 3 }).apply(exact)).toBe(exact)
  const metrics = switchMetric('accuracy', true).apply(switchMetric('r2', true).apply(exact))
  expect(metrics.training.metrics).toEqual(['accuracy', 'r2'])
  expect(switchMetric('r2', true).apply(metrics)).toBe(metrics)
  expect(switchMetric('accuracy', false).apply(metrics).training.metrics).toEqual(['r2'])
})
