import { idsOf } from '../catalog/entry'
import { type MetricId, metrics } from '../catalog/metrics'
import { type EncodedShape, encodedShape } from './encoding'
import { type ProjectDocument, type TrainingSettings } from './schema'

type Measured = Pick<ProjectDocument, 'dataset' | 'recipe' | 'training'>

/** The classes of a single output that says yes above 1/2. */
const YES_OR_NO = ['0', '1'] as const

const isYesOrNo = ({ targets }: EncodedShape, { loss }: Pick<TrainingSettings, 'loss'>): boolean =>
  loss === 'binary-cross-entropy' && targets.length === 1

function taskOf(shape: EncodedShape, settings: Pick<TrainingSettings, 'loss'>): EncodedShape['task'] {
  return isYesOrNo(shape, settings) ? 'classification' : shape.task
}

/** What is predicted, as far as metrics go: a single yes or no (binary cross-entropy) counts as a class. */
export function measuredTask(document: Measured): EncodedShape['task'] {
  return taskOf(encodedShape(document), document.training)
}

/** The classes by name, in the order of the targets; "0" and "1" of a single yes or no. null where numbers are predicted. */
export function classNames(shape: EncodedShape, settings: Pick<TrainingSettings, 'loss'>): readonly string[] | null {
  if (isYesOrNo(shape, settings)) return YES_OR_NO
  return shape.task === 'classification' ? shape.targets.map(({ label }) => label) : null
}

/**
 * What is measured besides the loss at the end of each epoch, in the order of the document: the chosen metrics that say
 * something about the targets; where none is left, the accuracy of classes and the mean absolute error of numbers.
 */
export function measuredMetrics(document: Measured): MetricId[] {
  return metricsOf(encodedShape(document), document.training)
}

/** The same, where the shape of the data is known. */
export function metricsOf(shape: EncodedShape, settings: Pick<TrainingSettings, 'loss' | 'metrics'>): MetricId[] {
  const classes = taskOf(shape, settings) === 'classification'
  const fitting = settings.metrics.filter((id) => classes || metrics[id].task === 'regression')
  if (fitting.length > 0) return fitting
  return [classes ? 'accuracy' : 'meanAbsoluteError']
}

/** Of three classes or fewer, every one is among the first three. */
const FEWEST_FOR_TOP_THREE = 4

/** Everything that says something about the targets, in the order of the catalog: for a look at a trained network. */
export function fittingMetrics(
  shape: EncodedShape,
  settings: Pick<TrainingSettings, 'loss' | 'metrics'>,
): readonly MetricId[] {
  const task = taskOf(shape, settings)
  const chosen = metricsOf(shape, settings)
  return idsOf<MetricId>(metrics).filter(
    (id) =>
      chosen.includes(id) ||
      (metrics[id].task === task && (id !== 'topThreeAccuracy' || shape.targets.length >= FEWEST_FOR_TOP_THREE)),
  )
}
