import { classOf } from './classes'
import { meanOverRows, type Metric } from './metric'

/**
 * The weighted share of the rows whose class is among the three with the largest outputs; of equal outputs the later one
 * ranks higher, as in scikit-learn's top_k_accuracy_score. 1 where there are three classes or fewer.
 */
export const topThreeAccuracy: Metric = (part) => {
  const { width, outputs, targets } = part
  return meanOverRows(part, (row) => {
    const start = row * width
    const actual = width === 1 ? 0 : classOf(part, targets, row)
    let above = 0
    for (let column = 0; column < width; column++) {
      const ahead = outputs[start + column] - outputs[start + actual]
      if (ahead > 0 || (ahead === 0 && column > actual)) above += 1
    }
    return above < 3 ? 1 : 0
  })
}
