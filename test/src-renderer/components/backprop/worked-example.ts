import { defaultSettings } from '@shared/catalog/entry'
import { optimizers } from '@shared/catalog/optimizers'
import { chain, defaultRecipe, defaultTraining, denseLayer, inputLayer } from '@shared/document/defaults'
import { FORMAT_VERSION, type ProjectDocument } from '@shared/document/schema'
import { type SampleTrace } from '@shared/protocol/training-service'

/** The 2-2-2 network of the lecture note, and its numbers in float64. */
export const workedDocument: ProjectDocument = {
  formatVersion: FORMAT_VERSION,
  id: 'worked-example',
  name: 'Worked example',
  network: chain([
    inputLayer(2),
    denseLayer('hidden', 'Hidden', { units: 2, activation: 'sigmoid' }),
    denseLayer('output', 'Output', { units: 2, activation: 'sigmoid' }),
  ]),
  dataset: {
    kind: 'inline',
    featureNames: ['i1', 'i2'],
    targetNames: ['o1', 'o2'],
    features: [[0.05, 0.1]],
    targets: [[0.01, 0.99]],
  },
  recipe: { ...defaultRecipe, scaling: 'none', validationShare: 0 },
  training: {
    ...defaultTraining,
    loss: 'half-squared-error',
    optimizer: { ...defaultSettings(optimizers, 'sgd'), learningRate: 0.5 },
    batchSize: 1,
    epochs: 10_000,
    shuffle: false,
  },
}

export const workedTrace: SampleTrace = {
  sample: 0,
  samples: 1,
  part: 'training',
  loss: 0.2983711087600027,
  target: [0.01, 0.99],
  targetLabels: ['o1', 'o2'],
  featureLabels: ['i1', 'i2'],
  costGradient: [0.7413650695523157, -0.21707153467853746],
  layers: [
    {
      id: 'input',
      name: 'Input',
      activation: null,
      units: 2,
      inputs: 0,
      input: [],
      z: null,
      a: [0.05, 0.1],
      delta: null,
      weights: null,
      biases: null,
      weightGradients: null,
      biasGradients: null,
      derivative: null,
    },
    {
      id: 'hidden',
      name: 'Hidden',
      activation: 'sigmoid',
      units: 2,
      inputs: 2,
      input: [0.05, 0.1],
      z: [0.3775, 0.39249999999999996],
      a: [0.5932699921071872, 0.596884378259767],
      delta: [0.008771354689486937, 0.009954254705217202],
      weights: [
        [0.15, 0.2],
        [0.25, 0.3],
      ],
      biases: [0.35, 0.35],
      weightGradients: [
        [0.00043856773447434685, 0.0008771354689486937],
        [0.0004977127352608601, 0.0009954254705217202],
      ],
      biasGradients: [0.008771354689486937, 0.009954254705217202],
      derivative: [0.24130070857232525, 0.2406134172492184],
    },
    {
      id: 'output',
      name: 'Output',
      activation: 'sigmoid',
      units: 2,
      inputs: 2,
      input: [0.5932699921071872, 0.596884378259767],
      z: [1.10590596705977, 1.2249214040964653],
      a: [0.7513650695523157, 0.7729284653214625],
      delta: [0.13849856162855698, -0.03809823651655623],
      weights: [
        [0.4, 0.45],
        [0.5, 0.55],
      ],
      biases: [0.6, 0.6],
      weightGradients: [
        [0.08216704056423078, 0.08266762784753326],
        [-0.022602540477475067, -0.02274024221597822],
      ],
      biasGradients: [0.13849856162855698, -0.03809823651655623],
      derivative: [0.18681560180895948, 0.17551005281727122],
    },
  ],
}
