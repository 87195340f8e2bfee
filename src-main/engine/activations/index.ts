import { type ActivationId } from '@shared/catalog/activations'
import { type Activation } from './activation'
import { elu } from './elu'
import { gelu } from './gelu'
import { hardSigmoid } from './hard-sigmoid'
import { leakyRelu } from './leaky-relu'
import { linear } from './linear'
import { relu } from './relu'
import { selu } from './selu'
import { sigmoid } from './sigmoid'
import { silu } from './silu'
import { softmax } from './softmax'
import { softplus } from './softplus'
import { softsign } from './softsign'
import { tanh } from './tanh'

export const activationOf: Record<ActivationId, Activation> = {
  linear,
  sigmoid,
  tanh,
  relu,
  'leaky-relu': leakyRelu,
  elu,
  selu,
  gelu,
  softplus,
  softsign,
  silu,
  'hard-sigmoid': hardSigmoid,
  softmax,
}
