import { meanOverClasses, ratio } from './classes'
import { type Metric } from './metric'

/** TP / (TP + FP), the mean over the classes; 0 for a class that was never predicted. */
export const precision: Metric = (part) =>
  meanOverClasses(part, ({ truePositives, falsePositives }) => ratio(truePositives, truePositives + falsePositives))
