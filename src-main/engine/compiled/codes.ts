import { type ActivationId } from '@shared/catalog/activations'
import { type LossId } from '@shared/catalog/losses'
import { type OptimizerId } from '@shared/catalog/optimizers'
import * as code from '../kernels/codes'

interface ActivationKernel {
  readonly code: number
  /** Its derivative needs z: a must not be written over it. */
  readonly keepsZ: boolean
}

const fromA = (code: number): ActivationKernel => ({ code, keepsZ: false })
const fromZ = (code: number): ActivationKernel => ({ code, keepsZ: true })

export const activationKernel: Record<ActivationId, ActivationKernel> = {
  linear: fromA(code.LINEAR),
  sigmoid: fromA(code.SIGMOID),
  tanh: fromA(code.TANH),
  relu: fromA(code.RELU),
  'leaky-relu': fromA(code.LEAKY_RELU),
  elu: fromA(code.ELU),
  selu: fromA(code.SELU),
  gelu: fromZ(code.GELU),
  softplus: fromZ(code.SOFTPLUS),
  softsign: fromA(code.SOFTSIGN),
  silu: fromZ(code.SILU),
  'hard-sigmoid': fromA(code.HARD_SIGMOID),
  softmax: fromA(code.SOFTMAX),
}

interface LossKernel {
  readonly code: number
  /** Behind this activation one kernel does both, from z. */
  readonly fused?: { readonly activation: ActivationId; readonly code: number }
}

export const lossKernel: Record<LossId, LossKernel> = {
  'half-squared-error': { code: code.HALF_SQUARED_ERROR },
  'mean-squared-error': { code: code.MEAN_SQUARED_ERROR },
  'mean-absolute-error': { code: code.MEAN_ABSOLUTE_ERROR },
  huber: { code: code.HUBER },
  hinge: { code: code.HINGE },
  'binary-cross-entropy': {
    code: code.BINARY_CROSS_ENTROPY,
    fused: { activation: 'sigmoid', code: code.SIGMOID_CROSS_ENTROPY },
  },
  'categorical-cross-entropy': {
    code: code.CATEGORICAL_CROSS_ENTROPY,
    fused: { activation: 'softmax', code: code.SOFTMAX_CROSS_ENTROPY },
  },
}

export const optimizerKernel: Record<OptimizerId, number> = {
  sgd: code.SGD,
  adagrad: code.ADAGRAD,
  rmsprop: code.RMSPROP,
  adam: code.ADAM,
  adamw: code.ADAMW,
  nadam: code.NADAM,
  rprop: code.RPROP,
}
