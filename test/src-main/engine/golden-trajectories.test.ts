import { prepareData } from '@engine/data/prepare'
import { buildNetwork, initialParameters, type LayerParameters } from '@engine/network'
import { freshTrainerState, Trainer } from '@engine/trainer'
import { type ActivationId } from '@shared/catalog/activations'
import { type LossId } from '@shared/catalog/losses'
import { denseLayer } from '@shared/document/defaults'
import { type OptimizerSettings } from '@shared/document/schema'
import { describe, expect, test } from 'vitest'
import { fixture, inlineDocument } from '../../helpers/documents'

interface Golden {
  readonly x: number[][]
  readonly regression: number[][]
  readonly classes: number[][]
  readonly batchSize: number
  readonly steps: number
  readonly cases: readonly {
    readonly hidden: ActivationId
    readonly output: ActivationId
    readonly loss: LossId
    readonly optimizer: OptimizerSettings
    readonly initial: readonly LayerParameters[]
    readonly losses: readonly number[]
    readonly final: readonly LayerParameters[]
  }[]
}

const golden = fixture('test/golden/trajectories.json') as Golden

test('the file holds every optimizer with every activation in a place where it can stand', () => {
  expect(golden.cases.map(({ optimizer, hidden, output }) => `${optimizer.id} ${hidden} ${output}`)).toHaveLength(30)
})

describe('PyTorch, float64: the same losses at every step and the same parameters at the end', () => {
  const named = golden.cases.map((each) => ({
    ...each,
    name: `${each.optimizer.id}${each.optimizer.id === 'sgd' ? ` with momentum ${each.optimizer.momentum}` : ''}`,
  }))
  test.each(named)('$name: $hidden, $output, $loss', ({ hidden, output, loss, optimizer, initial, losses, final }) => {
    const [first, second] = initial
    const document = inlineDocument({
      features: golden.x,
      targets: loss === 'categorical-cross-entropy' ? golden.classes : golden.regression,
      layers: [
        denseLayer('hidden', 'Hidden', {
          units: 4,
          activation: hidden,
          initialWeights: first?.weights,
          initialBiases: first?.biases,
        }),
        denseLayer('output', 'Output', {
          units: 2,
          activation: output,
          initialWeights: second?.weights,
          initialBiases: second?.biases,
        }),
      ],
      training: { loss, optimizer, batchSize: golden.batchSize },
    })
    const trainer = new Trainer(
      buildNetwork(document),
      prepareData(document, null),
      freshTrainerState(initialParameters(document), document.training),
    )
    const measured = Array.from({ length: golden.steps }, () => {
      const result = trainer.step(document.training)
      return result.kind === 'updated' ? result.loss : Number.NaN
    })
    const { hidden: hiddenAtEnd, output: outputAtEnd } = trainer.state.parameters
    expect(largestDifference(measured, losses)).toBeLessThan(1e-12)
    expect(largestDifference([hiddenAtEnd, outputAtEnd], final)).toBeLessThan(1e-12)
  })
})

/** Over all numbers of two values of the same shape; infinite where the shapes differ or a number is not one. */
function largestDifference(actual: unknown, expected: unknown): number {
  const [ours, theirs] = [numbersOf(actual), numbersOf(expected)]
  if (ours.length !== theirs.length || ours.length === 0) return Number.POSITIVE_INFINITY
  return ours.reduce((largest, value, index) => {
    const difference = Math.abs(value - (theirs[index] ?? Number.NaN))
    return Number.isFinite(difference) ? Math.max(largest, difference) : Number.POSITIVE_INFINITY
  }, 0)
}

/** Weights before biases, whatever the order of the keys. */
function numbersOf(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  if (Array.isArray(value)) return value.flatMap(numbersOf)
  if (typeof value === 'object' && value !== null && 'weights' in value && 'biases' in value)
    return [...numbersOf(value.weights), ...numbersOf(value.biases)]
  return [Number.NaN]
}
