import { type CatalogEntry } from './entry'

interface MetricEntry extends CatalogEntry {
  /** What it can be measured of: classes, or numbers. */
  readonly task: 'classification' | 'regression'
  /** From 0 to 1, shown in percent; else a number of any size. */
  readonly share: boolean
  /** Whether a higher value is the better one. */
  readonly higherIsBetter: boolean
}

export const metrics = {
  accuracy: {
    label: 'Accuracy',
    formula: '\\frac{1}{N} \\sum_i [\\arg\\max a_i = \\arg\\max y_i]',
    help: 'The share of samples whose most probable class is the right one; of a single output, whether it is on the right side of 1/2.',
    task: 'classification',
    share: true,
    higherIsBetter: true,
  },
  topThreeAccuracy: {
    label: 'Top-3 accuracy',
    formula: '\\frac{1}{N} \\sum_i [\\text{the class is among the 3 largest of } a_i]',
    help: 'The share of samples whose class is among the three most probable ones.',
    task: 'classification',
    share: true,
    higherIsBetter: true,
  },
  precision: {
    label: 'Precision',
    formula: '\\frac{TP}{TP + FP}',
    help: 'Of the samples that were given a class, the share that has it; the mean over the classes.',
    task: 'classification',
    share: true,
    higherIsBetter: true,
  },
  recall: {
    label: 'Recall',
    formula: '\\frac{TP}{TP + FN}',
    help: 'Of the samples of a class, the share that was found; the mean over the classes.',
    task: 'classification',
    share: true,
    higherIsBetter: true,
  },
  f1: {
    label: 'F1',
    formula: '\\frac{2 P R}{P + R}',
    help: 'The harmonic mean of precision and recall; the mean over the classes.',
    task: 'classification',
    share: true,
    higherIsBetter: true,
  },
  auc: {
    label: 'AUC',
    formula: 'P(a_{positive} > a_{negative})',
    help: 'The area under the ROC curve: how often a sample of a class is rated above one of another; the mean over the classes.',
    task: 'classification',
    share: true,
    higherIsBetter: true,
  },
  meanAbsoluteError: {
    label: 'Mean absolute error',
    formula: '\\frac{1}{N n} \\sum_i \\sum_j |a_{ij} - y_{ij}|',
    help: 'The average distance from the target, in the units of the target column.',
    task: 'regression',
    share: false,
    higherIsBetter: false,
  },
  rootMeanSquaredError: {
    label: 'Root mean squared error',
    formula: '\\sqrt{\\frac{1}{N n} \\sum_i \\sum_j (a_{ij} - y_{ij})^2}',
    help: 'As the mean absolute error, with more weight on large distances.',
    task: 'regression',
    share: false,
    higherIsBetter: false,
  },
  r2: {
    label: 'R2',
    formula: '1 - \\frac{\\sum (a - y)^2}{\\sum (y - \\bar y)^2}',
    help: 'The share of the variance that is explained: 1 is perfect, 0 no better than the mean.',
    task: 'regression',
    share: false,
    higherIsBetter: true,
  },
} as const satisfies Record<string, MetricEntry>

export type MetricId = keyof typeof metrics
export type MetricValues = Readonly<Partial<Record<MetricId, number>>>
