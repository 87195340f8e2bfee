import { meanOverClasses, ratio } from './classes'
import { type Metric } from './metric'

/** 2 P R / (P + R) = 2 TP / (2 TP + FP + FN) of each class, the mean over the classes; 0 where nothing was found. */
export const f1: Metric = (part) =>
  meanOverClasses(part, ({ truePositives, falsePositives, falseNegatives }) =>
    ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
  )
