import { type MetricId, metrics } from '../catalog/metrics'
import { encodedShape } from './encoding'
import { type ProjectDocument } from './schema'

/**
 * What is measured besides the loss, in the order of the document: the chosen metrics that can be measured of its data;
 * where none is left, accuracy of classes and mean absolute error of numbers.
 */
export function measuredMetrics(document: Pick<ProjectDocument, 'dataset' | 'recipe' | 'training'>): MetricId[] {
  const task = encodedShape(document).task === 'classification' ? 'classification' : 'regression'
  const fitting = document.training.metrics.filter((id) => metrics[id].task === task)
  if (fitting.length > 0) return fitting
  return [task === 'classification' ? 'accuracy' : 'meanAbsoluteError']
}
