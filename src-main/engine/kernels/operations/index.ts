import {
  ACTIVATE,
  BARRIER,
  BATCH_NORMALIZE,
  BATCH_NORMALIZE_BACK,
  BATCH_STATISTICS,
  BIAS_GRADIENT,
  CLIP,
  COLUMNS,
  DELTA,
  DENSE_GRADIENT,
  DROPOUT_MASK,
  GATHER_BYTES,
  GATHER_NUMBERS,
  GUARD,
  LAYER_NORMALIZE,
  LAYER_NORMALIZE_BACK,
  LOSS,
  MULTIPLY,
  NARROW_PASS,
  NARROW_UPDATE,
  OUTPUTS,
  PRODUCT,
  RUNNING_STATISTICS,
  SCALE_GRADIENT,
  SHARES,
  SPREAD_BIAS,
  SUM_LOSS,
  TRANSPOSE,
  UPDATE,
} from '../codes'
import { NarrowChain, narrowPass, NarrowUpdate, narrowUpdate } from '../narrow'
import { Step } from '../step'
import { waitForAll } from '../threads'
import { Gather, gatherBytesOf, gatherNumbersOf, Outputs, outputs } from './batch'
import {
  Activate,
  activateOf,
  Columns,
  columnsOf,
  Delta,
  deltaOf,
  DropoutMask,
  dropoutMaskOf,
  Multiply,
  multiplyOf,
  Product,
  productOf,
  SpreadBias,
  spreadBias,
} from './layers'
import { Guard, guard, isSuspect, Loss, lossOf, sharesOf, sumLoss } from './loss'
import {
  BatchNormalize,
  BatchNormalizeBack,
  batchNormalizeBackOf,
  batchNormalizeOf,
  BatchStatistics,
  batchStatisticsOf,
  LayerNormalize,
  LayerNormalizeBack,
  layerNormalizeBackOf,
  layerNormalizeOf,
  RunningStatistics,
  runningStatisticsOf,
  ScaleGradient,
  scaleGradientOf,
} from './normalization'
import {
  BiasGradient,
  biasGradientOf,
  Clip,
  clip,
  DenseGradient,
  denseGradientOf,
  Transpose,
  transposeOf,
  Update,
  updateOf,
} from './update'

/** Does one instruction, whose operands lie at `at`, for the thread of the step. True: the step ends here. */
type Operation = (step: Step, at: usize) => bool

/**
 * The function behind the code of an operation. The tape calls it through its place in the table of functions, so that every
 * kernel stays a function of its own and the loop over the tape stays small.
 */
export function operationOf<T>(code: i32): Operation {
  switch (code) {
    case BARRIER:
      return (step: Step, at: usize): bool => {
        waitForAll(step.context, step.threads)
        return false
      }
    case GATHER_NUMBERS:
      return (step: Step, at: usize): bool => {
        gatherNumbersOf<T>(step, changetype<Gather>(at))
        return false
      }
    case GATHER_BYTES:
      return (step: Step, at: usize): bool => {
        gatherBytesOf<T>(step, changetype<Gather>(at))
        return false
      }
    case SHARES:
      return (step: Step, at: usize): bool => {
        sharesOf<T>(step)
        return false
      }
    case PRODUCT:
      return (step: Step, at: usize): bool => {
        productOf<T>(step, changetype<Product>(at))
        return false
      }
    case SPREAD_BIAS:
      return (step: Step, at: usize): bool => {
        spreadBias<T>(step, changetype<SpreadBias>(at))
        return false
      }
    case ACTIVATE:
      return (step: Step, at: usize): bool => {
        activateOf<T>(step, changetype<Activate>(at))
        return false
      }
    case DELTA:
      return (step: Step, at: usize): bool => {
        deltaOf<T>(step, changetype<Delta>(at))
        return false
      }
    case LOSS:
      return (step: Step, at: usize): bool => {
        lossOf<T>(step, changetype<Loss>(at))
        return false
      }
    case GUARD:
      return (step: Step, at: usize): bool => {
        guard<T>(step, changetype<Guard>(at))
        return false
      }
    case DENSE_GRADIENT:
      return (step: Step, at: usize): bool => {
        denseGradientOf<T>(step, changetype<DenseGradient>(at))
        return false
      }
    case BIAS_GRADIENT:
      return (step: Step, at: usize): bool => {
        biasGradientOf<T>(step, changetype<BiasGradient>(at))
        return false
      }
    case UPDATE:
      return (step: Step, at: usize): bool => {
        updateOf<T>(step, changetype<Update>(at))
        return false
      }
    case CLIP:
      return (step: Step, at: usize): bool => {
        clip<T>(step, changetype<Clip>(at))
        return false
      }
    case COLUMNS:
      return (step: Step, at: usize): bool => {
        columnsOf<T>(step, changetype<Columns>(at))
        return false
      }
    case DROPOUT_MASK:
      return (step: Step, at: usize): bool => {
        dropoutMaskOf<T>(step, changetype<DropoutMask>(at))
        return false
      }
    case MULTIPLY:
      return (step: Step, at: usize): bool => {
        multiplyOf<T>(step, changetype<Multiply>(at))
        return false
      }
    case BATCH_STATISTICS:
      return (step: Step, at: usize): bool => {
        batchStatisticsOf<T>(step, changetype<BatchStatistics>(at))
        return false
      }
    case BATCH_NORMALIZE:
      return (step: Step, at: usize): bool => {
        batchNormalizeOf<T>(step, changetype<BatchNormalize>(at))
        return false
      }
    case BATCH_NORMALIZE_BACK:
      return (step: Step, at: usize): bool => {
        batchNormalizeBackOf<T>(step, changetype<BatchNormalizeBack>(at))
        return false
      }
    case RUNNING_STATISTICS:
      return (step: Step, at: usize): bool => {
        runningStatisticsOf<T>(step, changetype<RunningStatistics>(at))
        return false
      }
    case LAYER_NORMALIZE:
      return (step: Step, at: usize): bool => {
        layerNormalizeOf<T>(step, changetype<LayerNormalize>(at))
        return false
      }
    case LAYER_NORMALIZE_BACK:
      return (step: Step, at: usize): bool => {
        layerNormalizeBackOf<T>(step, changetype<LayerNormalizeBack>(at))
        return false
      }
    case SCALE_GRADIENT:
      return (step: Step, at: usize): bool => {
        scaleGradientOf<T>(step, changetype<ScaleGradient>(at))
        return false
      }
    case OUTPUTS:
      return (step: Step, at: usize): bool => {
        outputs<T>(step, changetype<Outputs>(at))
        return false
      }
    case SUM_LOSS:
      return (step: Step, at: usize): bool => {
        sumLoss(step)
        return false
      }
    case TRANSPOSE:
      return (step: Step, at: usize): bool => {
        transposeOf<T>(step, changetype<Transpose>(at))
        return false
      }
    case NARROW_PASS:
      return (step: Step, at: usize): bool => {
        narrowPass<T>(step, changetype<NarrowChain>(at))
        return false
      }
    case NARROW_UPDATE:
      return (step: Step, at: usize): bool => {
        narrowUpdate<T>(step, changetype<NarrowUpdate>(at))
        return false
      }
    default:
      // CHECK
      return (step: Step, at: usize): bool => isSuspect<T>(step)
  }
}
