import { classOf } from './classes'
import { type Metric, type Part, weightOf } from './metric'

/**
 * The area under the ROC curve: the weighted share of pairs of a row of the class and one of another in which the first
 * has the larger output; a tie counts half (Mann and Whitney, 1947). Each class against all others, the mean over the
 * classes that some rows have and others have not; of a single output, of yes against no. NaN where there is no such
 * class. scikit-learn's roc_auc_score with multi_class = ovr.
 */
export const auc: Metric = (part) => {
  const classes = part.width === 1 ? [1] : Array.from({ length: part.width }, (_, index) => index)
  const areas = classes.map((index) => areaOf(part, index)).filter((area) => !Number.isNaN(area))
  return areas.reduce((sum, area) => sum + area, 0) / areas.length
}

/** NaN where all rows are of the class, or none is. */
function areaOf(part: Part, positive: number): number {
  const { rows, width, outputs } = part
  const column = width === 1 ? 0 : positive
  const scoreOf = (row: number): number => outputs[row * width + column]
  const ascending = Array.from({ length: rows }, (_, row) => row).sort((one, other) => scoreOf(one) - scoreOf(other))
  let pairs = 0
  let positives = 0
  let negatives = 0
  for (let start = 0; start < rows;) {
    let tiedPositives = 0
    let tiedNegatives = 0
    let end = start
    do {
      const row = ascending[end]
      if (classOf(part, part.targets, row) === positive) tiedPositives += weightOf(part, row)
      else tiedNegatives += weightOf(part, row)
      end += 1
    } while (end < rows && scoreOf(ascending[end]) === scoreOf(ascending[start]))
    pairs += tiedPositives * (negatives + 0.5 * tiedNegatives)
    positives += tiedPositives
    negatives += tiedNegatives
    start = end
  }
  return pairs / (positives * negatives)
}
