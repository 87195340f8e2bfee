import { traceSample } from '@engine/trace'
import { AppError } from '@shared/errors'
import { type SampleTrace } from '@shared/protocol/training-service'
import { type Run } from './run'

/** Every number of one sample, a 0-based row of the data, at the last weights. Errors: no-sample. */
export function sampleTrace(run: Run, sample: number): SampleTrace {
  const { network } = run.trainer
  const { x, y, shape, split } = run.data
  const [features, target] = [x[sample], y[sample]]
  if (!features || !target) throw AppError.of('no-sample', { sample, rows: x.length })
  const { loss, costGradient, layers } = traceSample(network, run.state.parameters, features, target)
  const inputName = run.snapshot.network.layers.find(({ id }) => id === network.inputLayer)?.name ?? network.inputLayer
  return {
    sample,
    samples: x.length,
    part: split.validation.includes(sample) ? 'validation' : 'training',
    loss,
    target,
    targetLabels: shape.targets.map(({ label }) => label),
    featureLabels: shape.features.map(({ label }) => label),
    costGradient,
    layers: [
      {
        id: network.inputLayer,
        name: inputName,
        activation: null,
        units: features.length,
        inputs: 0,
        input: [],
        z: null,
        a: features,
        delta: null,
        weights: null,
        biases: null,
        weightGradients: null,
        biasGradients: null,
        derivative: null,
      },
      ...layers.map(({ x: input, ...layer }) => ({ ...layer, input, units: layer.a.length, inputs: input.length })),
    ],
  }
}
