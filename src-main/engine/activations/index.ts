import { type ActivationId } from '@shared/catalog/activations'
import { type Activation } from './activation'
import { linear } from './linear'
import { relu } from './relu'
import { sigmoid } from './sigmoid'
import { softmax } from './softmax'
import { tanh } from './tanh'

export const activationOf: Record<ActivationId, Activation> = { linear, sigmoid, tanh, relu, softmax }
