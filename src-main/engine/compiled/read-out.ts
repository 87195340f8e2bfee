import { type PreparedData } from '../data/prepare'
import { type Statistics } from '../network'
import { type RandomState } from '../random'
import { type RunningNumbers } from './image'

/** Running means and variances [units] of the batch normalizations, as the document knows them: copied by layer id. */
export function statisticsOf(running: readonly RunningNumbers[]): Statistics {
  return Object.fromEntries(
    running.map(({ id, means, variances }) => [id, { mean: [...means], variance: [...variances] }]),
  )
}

export const randomStateOf = ([a, b, c, d]: Uint32Array): RandomState => [a, b, c, d]

/**
 * Mean of losses [rows], each with its sample's weight: sum(w loss) / sum(w); without weights the plain mean. 0 where no
 * sample counts.
 */
export function weightedMean(losses: Float64Array, rows: ArrayLike<number>, weights: PreparedData['weights']): number {
  let [sum, total] = [0, 0]
  for (let index = 0; index < losses.length; index++) {
    const weight = weights ? weights[rows[index]] : 1
    sum += weight * losses[index]
    total += weight
  }
  return total > 0 ? sum / total : 0
}
