import { initialParameters } from '@engine/initial-parameters'
import { buildNetwork } from '@engine/network'
import { freshStatistics } from '@engine/parameters'
import { checkGradients, type GradientCheck, type GradientCheckOptions } from '@engine/reference/gradient-check'
import { type ActivationId } from '@shared/catalog/activations'
import { type LossId } from '@shared/catalog/losses'
import { denseLayer } from '@shared/document/defaults'
import { type Layer, type ProjectDocument } from '@shared/document/schema'
import { expect } from 'vitest'

/** What gradient checks are made of: samples, layers of every kind, penalties, and the check itself. */

/** Outputs that a loss can stand behind. */
export const fits = (loss: LossId, output: ActivationId): boolean =>
  loss === 'categorical-cross-entropy'
    ? output === 'softmax'
    : loss === 'binary-cross-entropy'
      ? output === 'sigmoid'
      : true

/** Away from corners at 0 and from saturation. */
export const features = [
  [0.5, -1.2],
  [1.3, 0.4],
  [-0.7, 0.9],
]
export const classes = [
  [1, 0, 0],
  [0, 0, 1],
  [0, 1, 0],
]
export const numbers = [
  [0.3, -0.2, 0.8],
  [1.1, 0.4, -0.6],
  [-0.5, 0.7, 0.1],
]
export const targetsOf = (loss: LossId): number[][] =>
  loss === 'categorical-cross-entropy' || loss === 'binary-cross-entropy' ? classes : numbers

/** A layer of every kind and shape, named `middle`. */
export const middleLayers: Readonly<Record<string, Layer>> = {
  dense: denseLayer('middle', 'Middle', { units: 4, activation: 'tanh' }),
  'dense without biases': denseLayer('middle', 'Middle', { units: 4, activation: 'tanh', bias: 'none' }),
  'dense with one bias': denseLayer('middle', 'Middle', {
    units: 4,
    activation: 'tanh',
    bias: 'shared',
    initialBiases: [0.4],
  }),
  'masked dense': denseLayer('middle', 'Middle', {
    units: 4,
    activation: 'tanh',
    mask: [
      [1, 0, 1, 1],
      [0, 0, 0, 0],
      [1, 1, 1, 1],
      [0, 1, 0, 1],
    ],
  }),
  'frozen dense': denseLayer('middle', 'Middle', { units: 4, freezeWeights: true, freezeBiases: true }),
  activation: { kind: 'activation', id: 'middle', name: 'Middle', activation: 'softmax' },
  dropout: { kind: 'dropout', id: 'middle', name: 'Middle', rate: 0.4 },
  'batch normalization': {
    kind: 'batch-normalization',
    id: 'middle',
    name: 'Middle',
    momentum: 0.1,
    epsilon: 1e-5,
    freezeWeights: false,
    freezeBiases: false,
  },
  'layer normalization': {
    kind: 'layer-normalization',
    id: 'middle',
    name: 'Middle',
    epsilon: 1e-5,
    freezeWeights: false,
    freezeBiases: false,
  },
  flatten: { kind: 'flatten', id: 'middle', name: 'Middle' },
  add: { kind: 'add', id: 'middle', name: 'Middle' },
  concatenate: { kind: 'concatenate', id: 'middle', name: 'Middle' },
}
export const penalties = [
  { l1: 0, l2: 0 },
  { l1: 0.03, l2: 0 },
  { l1: 0, l2: 0.2 },
  { l1: 0.02, l2: 0.1 },
]

export function checked(document: ProjectDocument, options: GradientCheckOptions = {}): GradientCheck {
  const network = buildNetwork(document)
  const model = { parameters: initialParameters(document), statistics: freshStatistics(network) }
  const { dataset, training } = document
  if (dataset.kind !== 'inline') throw new Error('The data is inline.')
  const samples = { x: dataset.features, y: dataset.targets, weights: dataset.sampleWeights ?? null }
  return checkGradients(network, model, samples, { regularization: training.regularization, ...options })
}

export function expectRight({ maxRelativeError, layers }: GradientCheck): void {
  const worst = layers.toSorted((a, b) => b.maxRelativeError - a.maxRelativeError)[0]
  expect(maxRelativeError, `${worst?.id}.${worst?.place}`).toBeLessThan(1e-6)
  const counts = layers.reduce((sum, { checked: yes, skipped: no }) => ({ yes: sum.yes + yes, no: sum.no + no }), {
    yes: 0,
    no: 0,
  })
  expect(counts.yes).toBeGreaterThan(4 * counts.no)
}
