import { rowOf } from '@engine/data/sample-matrix'
import { traceSample } from '@engine/trace'
import { AppError } from '@shared/errors'
import { type SampleTrace } from '@shared/protocol/training-service'
import { type Run } from './run'

/**
 * Every number of one sample, a 0-based row of the data, at the last weights; computed in float64 whatever the run
 * computes with, with dropout off and running statistics. Errors: no-sample.
 */
export function sampleTrace(run: Run, sample: number): SampleTrace {
  const { x, y, shape, split } = run.data
  if (sample >= x.rows) throw AppError.of('no-sample', { sample, rows: x.rows })
  const target = rowOf(y, sample)
  const { loss, costGradient, layers } = traceSample(run.network, run.model('last'), rowOf(x, sample), target)
  return {
    sample,
    samples: x.rows,
    part: split.validation.includes(sample) ? 'validation' : 'training',
    loss,
    target,
    targetLabels: shape.targets.map(({ label }) => label),
    featureLabels: shape.features.map(({ label }) => label),
    costGradient,
    layers: layers.map(({ x: input, ...layer }) => ({
      ...layer,
      input,
      units: layer.a.length,
      inputs: input.length,
    })),
  }
}
