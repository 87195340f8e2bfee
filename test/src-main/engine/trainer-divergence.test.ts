import { initialParameters } from '@engine/initial-parameters'
import { denseLayer } from '@shared/document/defaults'
import { type ProjectDocument } from '@shared/document/schema'
import { describe, expect, test } from 'vitest'
import { inlineDocument } from '../../helpers/documents'
import { trainerOf } from '../../helpers/trainers'

const sgd = (learningRate: number, momentum = 0) => ({ id: 'sgd' as const, learningRate, momentum, nesterov: false })

describe('divergence', () => {
  const exploding = (learningRate: number, batchSize = 2): ProjectDocument =>
    inlineDocument({
      features: [[1], [2], [3]],
      targets: [[1], [2], [3]],
      layers: [
        denseLayer('first', 'First', { units: 2, activation: 'linear' }),
        denseLayer('second', 'Second', { units: 1, activation: 'linear' }),
      ],
      training: { optimizer: sgd(learningRate), batchSize },
    })
  const withWeights = (document: ProjectDocument, weights: Readonly<Record<string, number[][]>>): ProjectDocument => ({
    ...document,
    network: {
      ...document.network,
      layers: document.network.layers.map((layer) =>
        layer.kind === 'dense' ? { ...layer, initialWeights: weights[layer.id] } : layer,
      ),
    } as ProjectDocument['network'],
  })

  test.each([1, 2, 100])('stops at the first number that is not finite, in calls of %i updates', (most) => {
    const trainer = trainerOf(exploding(1000))
    const one = trainerOf(exploding(1000))
    let made = 0
    for (;;) {
      const { stretches, failure } = trainer.advance(most)
      made += stretches.reduce((sum, { losses }) => sum + losses.length, 0)
      if (!failure) continue
      expect(failure.step).toBe(made + 1)
      break
    }
    expect(trainer.step).toBe(made)
    const before = JSON.stringify(trainer.state())
    expect(trainer.advance(1).failure?.step).toBe(made + 1)
    expect(JSON.stringify(trainer.state())).toBe(before)
    one.advance(made)
    expect(JSON.stringify(one.state())).toBe(before)
    expect(before.replaceAll(/"best":null/g, '')).not.toContain('null')
  })

  test('nothing remains of a failed update at the begin of an epoch, not even its order', () => {
    const document = { ...exploding(1000, 3), training: { ...exploding(1000, 3).training, shuffle: true } }
    const trainer = trainerOf(document)
    const fresh = trainer.state()
    let before = fresh
    while (trainer.advance(1).failure === null) before = trainer.state()
    expect(before).not.toEqual(fresh)
    expect(trainer.state()).toEqual(before)
  })

  test('no epoch reports a number that is not finite', () => {
    for (const learningRate of [10, 100, 300, 1000]) {
      const trainer = trainerOf(exploding(learningRate, 3))
      for (let failed = false; !failed;) {
        const { stretches, failure } = trainer.advance(1)
        for (const { losses, end } of stretches) {
          expect(losses.every(Number.isFinite)).toBe(true)
          expect(JSON.stringify(end)).not.toMatch(/"loss":null|"meanAbsoluteError":null/)
        }
        failed = failure !== null
      }
    }
  })

  test('an update whose measurement is not finite is taken back', () => {
    const document = inlineDocument({
      features: [[1e75]],
      targets: [[0]],
      layers: [denseLayer('output', 'Output', { units: 1, activation: 'linear', initialWeights: [[1]] })],
      training: { optimizer: sgd(1000, 0.9) },
    })
    const trainer = trainerOf(document)
    const before = trainer.state()
    expect(trainer.advance(3)).toEqual({
      stretches: [],
      failure: { layer: 'output', step: 1, what: 'the loss', sample: null, unit: null },
      stopped: false,
    })
    expect(trainer.state()).toEqual(before)
    expect(trainer.program.gradientNorm()).toBeNull()
    trainer.configure({ ...document.training, measureEvery: 0 })
    expect(trainer.advance(1)).toMatchObject({ failure: null, stretches: [{ end: { measured: null } }] })
  })

  test('the layer, the unit, the sample and what broke are named', () => {
    const document = withWeights(exploding(0.1), { first: [[1e10], [1e10]], second: [[1e308, 1e308]] })
    expect(trainerOf(document).advance(1).failure).toEqual({
      layer: 'second',
      step: 1,
      what: 'an activation',
      sample: 0,
      unit: 0,
    })
    const later = withWeights(exploding(0.1), { first: [[1], [1e308]], second: [[1, 1]] })
    expect(trainerOf(later).advance(1).failure).toEqual({
      layer: 'first',
      step: 1,
      what: 'an activation',
      sample: 1,
      unit: 1,
    })
  })

  test('a cost too large to be squared is named as the loss', () => {
    const document = withWeights(exploding(0.1), { first: [[1e200], [1e200]], second: [[1, 1]] })
    expect(trainerOf(document).advance(1).failure).toEqual({
      layer: 'second',
      step: 1,
      what: 'the loss',
      sample: 0,
      unit: null,
    })
  })

  test('a weight too large for its number is named', () => {
    const wild = exploding(1e308)
    expect(trainerOf(wild).advance(1).failure).toMatchObject({ what: 'a weight', step: 1, sample: null })
  })

  test('training goes on from the kept weights with a lower learning rate', () => {
    const document = exploding(1000)
    const trainer = trainerOf(document)
    const { failure } = trainer.advance(1000)
    expect(failure).not.toBeNull()
    const { step } = trainer
    trainer.program.load({ ...trainer.program.state(), parameters: initialParameters(document) })
    trainer.configure({ ...document.training, optimizer: sgd(0.01) })
    expect(trainer.advance(10).failure).toBeNull()
    expect(trainer.step).toBe(step + 10)
  })
})
