import { meanOverRows, type Metric } from './metric'

/** The weighted mean over rows and columns of |a - y|. */
export const meanAbsoluteError: Metric = (part) => {
  const { width, outputs, targets } = part
  return meanOverRows(part, (row) => {
    let sum = 0
    for (let index = row * width; index < (row + 1) * width; index++) sum += Math.abs(outputs[index] - targets[index])
    return sum / width
  })
}
