import { type LossId } from '@shared/catalog/losses'
import { categoricalCrossEntropy } from './categorical-cross-entropy'
import { halfSquaredError } from './half-squared-error'
import { type Loss } from './loss'
import { meanSquaredError } from './mean-squared-error'

export const lossOf: Record<LossId, Loss> = {
  'half-squared-error': halfSquaredError,
  'mean-squared-error': meanSquaredError,
  'categorical-cross-entropy': categoricalCrossEntropy,
}
