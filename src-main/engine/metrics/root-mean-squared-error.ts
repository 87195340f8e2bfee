import { meanOverRows, type Metric } from './metric'

/** The square root of the weighted mean over rows and columns of (a - y)^2. */
export const rootMeanSquaredError: Metric = (part) => {
  const { width, outputs, targets } = part
  const mean = meanOverRows(part, (row) => {
    let sum = 0
    for (let index = row * width; index < (row + 1) * width; index++) sum += (outputs[index] - targets[index]) ** 2
    return sum / width
  })
  return Math.sqrt(mean)
}
