import { classOf } from './classes'
import { meanOverRows, type Metric } from './metric'

/** The weighted share of the rows whose predicted class is the right one. */
export const accuracy: Metric = (part) =>
  meanOverRows(part, (row) => (classOf(part, part.outputs, row) === classOf(part, part.targets, row) ? 1 : 0))
