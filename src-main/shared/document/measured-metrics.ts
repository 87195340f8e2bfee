import { type MetricId, metrics } from '../catalog/metrics'
import { encodedShape } from './encoding'
import { type ProjectDocument } from './schema'

type Measured = Pick<ProjectDocument, 'dataset' | 'recipe' | 'training'>

/** What is predicted, as far as metrics go: a single yes or no (binary cross-entropy) counts as a class. */
export function measuredTask(document: Measured): 'classification' | 'regression' | 'none' {
  const { task, targets } = encodedShape(document)
  return document.training.loss === 'binary-cross-entropy' && targets.length === 1 ? 'classification' : task
}

/**
 * What is measured besides the loss, in the order of the document: the chosen metrics that say something about the
 * targets; where none is left, the accuracy of classes and the mean absolute error of numbers.
 */
export function measuredMetrics(document: Measured): MetricId[] {
  const classes = measuredTask(document) === 'classification'
  const fitting = document.training.metrics.filter((id) => classes || metrics[id].task === 'regression')
  if (fitting.length > 0) return fitting
  return [classes ? 'accuracy' : 'meanAbsoluteError']
}
