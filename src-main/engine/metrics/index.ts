import { type MetricId } from '@shared/catalog/metrics'
import { accuracy } from './accuracy'
import { auc } from './auc'
import { f1 } from './f1'
import { meanAbsoluteError } from './mean-absolute-error'
import { type Metric } from './metric'
import { precision } from './precision'
import { r2 } from './r2'
import { recall } from './recall'
import { rootMeanSquaredError } from './root-mean-squared-error'
import { topThreeAccuracy } from './top-three-accuracy'

export { classOf } from './classes'
export { largestIndex } from './largest-index'
export type { Metric, Part } from './metric'

export const metricOf: Record<MetricId, Metric> = {
  accuracy,
  topThreeAccuracy,
  precision,
  recall,
  f1,
  auc,
  meanAbsoluteError,
  rootMeanSquaredError,
  r2,
}
