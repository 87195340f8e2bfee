import { type LossId } from '@shared/catalog/losses'
import { binaryCrossEntropy } from './binary-cross-entropy'
import { categoricalCrossEntropy } from './categorical-cross-entropy'
import { halfSquaredError } from './half-squared-error'
import { hinge } from './hinge'
import { huber } from './huber'
import { type Loss } from './loss'
import { meanAbsoluteError } from './mean-absolute-error'
import { meanSquaredError } from './mean-squared-error'

export const lossOf: Record<LossId, Loss> = {
  'half-squared-error': halfSquaredError,
  'mean-squared-error': meanSquaredError,
  'mean-absolute-error': meanAbsoluteError,
  huber,
  'binary-cross-entropy': binaryCrossEntropy,
  'categorical-cross-entropy': categoricalCrossEntropy,
  hinge,
}
