import { meanOverClasses, ratio } from './classes'
import { type Metric } from './metric'

/** TP / (TP + FN), the mean over the classes; 0 for a class that no row has. */
export const recall: Metric = (part) =>
  meanOverClasses(part, ({ truePositives, falseNegatives }) => ratio(truePositives, truePositives + falseNegatives))
