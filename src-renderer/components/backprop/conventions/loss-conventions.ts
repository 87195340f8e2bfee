import { losses, type LossId } from '@shared/catalog/losses'
import { summedAndAveraged } from '@shared/lesson/output-losses'
import { type Convention, NONE, type Told } from './convention'

interface LossElsewhere {
  readonly here: string
  readonly keras: string
  readonly pytorch: string
  /** How the other programs put the terms of the outputs together; null where they have no such loss. */
  readonly kerasOver: 'sum' | 'mean' | null
  readonly pytorchOver: 'sum' | 'mean' | null
  /** Their loss where it is another one. */
  readonly as?: LossId
}

/** Keras keeps shares so far away from 0 and 1 before it takes their logarithm. */
const KERAS_EPSILON = 1e-7

const elsewhere: Readonly<Record<LossId, LossElsewhere>> = {
  'half-squared-error': {
    here: 'Half the squared distance, summed over the outputs.',
    keras: 'No such loss; MeanSquaredError averages over the outputs, without the ½.',
    pytorch: 'No such loss; MSELoss averages over outputs and samples, without the ½.',
    kerasOver: 'mean',
    pytorchOver: 'mean',
    as: 'mean-squared-error',
  },
  'mean-squared-error': {
    here: 'The squared distance, averaged over the outputs.',
    keras: 'MeanSquaredError: the same.',
    pytorch: 'MSELoss: the same.',
    kerasOver: 'mean',
    pytorchOver: 'mean',
  },
  'mean-absolute-error': {
    here: 'The distance, averaged over the outputs.',
    keras: 'MeanAbsoluteError: the same.',
    pytorch: 'L1Loss: the same.',
    kerasOver: 'mean',
    pytorchOver: 'mean',
  },
  huber: {
    here: 'Half the squared distance up to 1, beyond it the distance less ½; averaged over the outputs.',
    keras: 'Huber with delta = 1: the same.',
    pytorch: 'HuberLoss with delta = 1: the same.',
    kerasOver: 'mean',
    pytorchOver: 'mean',
  },
  'binary-cross-entropy': {
    here: 'Averaged over the outputs, natural logarithm.',
    keras: `BinaryCrossentropy: the same; outputs are kept ${KERAS_EPSILON} away from 0 and 1.`,
    pytorch: 'BCELoss: the same; a logarithm is at least −100. BCEWithLogitsLoss takes z.',
    kerasOver: 'mean',
    pytorchOver: 'mean',
  },
  'categorical-cross-entropy': {
    here: 'Summed over the classes, natural logarithm.',
    keras: `CategoricalCrossentropy: the same; shares are kept ${KERAS_EPSILON} away from 0 and 1.`,
    pytorch: 'CrossEntropyLoss: the same, but it takes z: a softmax layer before it would be a second one.',
    kerasOver: 'sum',
    pytorchOver: 'sum',
  },
  hinge: {
    here: 'A margin of 1, averaged over the outputs; targets count as 1 or −1.',
    keras: 'Hinge: the same.',
    pytorch: 'No such loss: HingeEmbeddingLoss and MultiMarginLoss are others.',
    kerasOver: 'mean',
    pytorchOver: null,
  },
}

/** What the loss of a sample is divided by, and what each would print. */
export function lossConvention({ document, trace, sample }: Told): Convention {
  const loss = trace?.costFunction ?? document.training.loss
  const { here, keras, pytorch } = elsewhere[loss]
  const numbers = numbersOf({ document, trace, sample })
  const outputs = trace?.y[sample]?.length
  // Half of two is one: the mean over two outputs happens to be half their sum.
  const alike = loss === 'half-squared-error' && outputs === 2 ? ' With two outputs that is the same number.' : ''
  return {
    topic: `Loss of a sample: ${losses[loss].label}`,
    here,
    keras: keras + alike,
    pytorch: pytorch + alike,
    note: 'Half the squared distance, summed over the outputs.',
    ...(numbers ? { numbers } : {}),
  }
}

function numbersOf({ trace, sample }: Told): Convention['numbers'] | null {
  const a = trace?.layers.find(({ id }) => id === trace.output)?.a[sample]
  const y = trace?.y[sample]
  const here = trace?.losses[sample]
  if (!trace || !a || !y || here === undefined) return null
  const { kerasOver, pytorchOver, as = trace.costFunction } = elsewhere[trace.costFunction]
  const isEntropy = as === 'binary-cross-entropy' || as === 'categorical-cross-entropy'
  const clipped = a.map((each) => Math.min(1 - KERAS_EPSILON, Math.max(KERAS_EPSILON, each)))
  return {
    here,
    keras: kerasOver && summedAndAveraged(as, isEntropy ? clipped : a, y)[kerasOver],
    pytorch: pytorchOver && summedAndAveraged(as, a, y)[pytorchOver],
    note: summedAndAveraged('half-squared-error', a, y).sum,
  }
}

/** How the losses of a batch become one. */
export function batchConvention({ document }: Told): Convention {
  const { dataset, recipe, training } = document
  const weighted =
    training.classWeights !== 'none' ||
    recipe.sampleWeights !== null ||
    (dataset.kind === 'inline' && dataset.sampleWeights !== undefined)
  return {
    topic: 'Over the batch',
    here: weighted ? 'The weighted mean: divided by the sum of the weights.' : 'The mean; gradients too.',
    keras: weighted
      ? 'Divided by the number of samples, whatever their weights.'
      : 'The mean ("sum_over_batch_size"); gradients too.',
    pytorch: weighted
      ? 'CrossEntropyLoss with class weights divides by their sum where targets are class numbers; sample weights are yours to apply.'
      : 'The mean (reduction="mean"); gradients too.',
    note: 'One sample at a time.',
  }
}

/** Softmax with cross-entropy, and sigmoid with binary cross-entropy, as one function. */
export function fusionConvention({ trace }: Told): Convention | null {
  const output = trace?.layers.find(({ id }) => id === trace.output)
  if (!output?.fused) return null
  return {
    topic: 'Output activation and loss',
    here: 'Computed as one function, on its own: δ = a − y (divided as the loss is). There is no second loss for logits.',
    keras:
      'With TensorFlow one function where the layer comes just before the loss. With JAX or PyTorch two, unless the loss is given from_logits=True and the layer no activation.',
    pytorch: 'One function (CrossEntropyLoss, BCEWithLogitsLoss); the layer must have no activation.',
    note: NONE,
  }
}
