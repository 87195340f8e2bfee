import { initialParameters } from '@engine/initial-parameters'
import { buildNetwork } from '@engine/network'
import { batchGradients } from '@engine/reference/batch'
import { samplesOf } from '@engine/reference/program'
import { type Advanced, type Trainer } from '@engine/trainer'
import { type InitializerSettings } from '@shared/catalog/initializers'
import { denseLayer } from '@shared/document/defaults'
import { type ProjectDocument } from '@shared/document/schema'
import { describe, expect, test } from 'vitest'
import { curveDocument, inlineDocument, skipConnections, workedDocument } from '../../helpers/documents'
import { lossesOf, trainerOf } from '../../helpers/trainers'

const sgd = (learningRate: number, momentum = 0) => ({ id: 'sgd' as const, learningRate, momentum, nesterov: false })
const parametersOf = (trainer: Trainer) => trainer.program.parameters()

/** One update per advance, so that each can be looked at. */
function singles(trainer: Trainer, count: number): Advanced[] {
  return Array.from({ length: count }, () => trainer.advance(1))
}

const sizesOf = (advances: readonly Advanced[]): number[] =>
  advances.flatMap(({ stretches }) => stretches.map(({ samples }) => samples))

/** Loss and gradients of those rows at the trainer's weights, in training mode. */
function gradientsOf(trainer: Trainer, rows: readonly number[], parameters = parametersOf(trainer)) {
  const model = { parameters, statistics: trainer.program.statistics() }
  return batchGradients(trainer.network, model, samplesOf(trainer.data, rows), { kind: 'evaluation' })
}

describe('batches', () => {
  test('the last batch of an epoch is smaller and divided by its own size', () => {
    const trainer = trainerOf(curveDocument())
    const results = singles(trainer, 2)
    const before = parametersOf(trainer)
    const last = trainer.advance(1)
    expect(sizesOf([...results, last])).toEqual([4, 4, 3])
    const { loss, gradients } = gradientsOf(trainer, [8, 9, 10], before)
    const single = [8, 9, 10].map((row) => gradientsOf(trainer, [row], before))
    expect(lossesOf(last)).toEqual([loss])
    expect(loss).toBeCloseTo(single.reduce((sum, each) => sum + each.loss, 0) / 3, 14)
    const slope = (each: { gradients: typeof gradients }): number => each.gradients['output']?.biases[0] ?? NaN
    expect(slope({ gradients })).toBeCloseTo(single.reduce((sum, each) => sum + slope(each), 0) / 3, 14)
    expect(parametersOf(trainer)['output']?.biases[0]).toBe(
      (before['output']?.biases[0] ?? NaN) - 0.1 * slope({ gradients }),
    )
  })

  test('epochs end after the ragged batch, and the next one starts with the first row', () => {
    const trainer = trainerOf(curveDocument())
    const ends = singles(trainer, 7).flatMap(({ stretches }) => stretches.map(({ end }) => end !== null))
    expect(ends).toEqual([false, false, true, false, false, true, false])
    expect(trainer.state()).toMatchObject({ epoch: 2, batch: 1, order: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] })
    expect(trainer.step).toBe(7)
  })

  test('one call may go over several epochs; each is told apart', () => {
    const trainer = trainerOf(curveDocument())
    const { stretches, failure, stopped } = trainer.advance(8)
    expect([failure, stopped]).toEqual([null, false])
    expect(
      stretches.map(({ epoch, batch, batches, losses, samples, end }) => [
        epoch,
        batch,
        batches,
        losses.length,
        samples,
        end !== null,
      ]),
    ).toEqual([
      [0, 0, 3, 3, 11, true],
      [1, 0, 3, 3, 11, true],
      [2, 0, 3, 2, 8, false],
    ])
    const again = trainer.advance(100, 4)
    expect(again.stretches.map(({ epoch, batch, losses }) => [epoch, batch, losses.length])).toEqual([
      [2, 2, 1],
      [3, 0, 3],
    ])
    expect(trainer.advance(5, 4).stretches).toEqual([])
  })

  test('a new batch size takes effect with the next epoch', () => {
    const document = curveDocument()
    const trainer = trainerOf(document)
    trainer.advance(1)
    trainer.configure({ ...document.training, batchSize: 11 })
    expect(trainer.batches).toBe(3)
    expect(sizesOf(singles(trainer, 4))).toEqual([4, 3, 11, 11])
  })

  test('what an epoch measures is taken at the weights after its last update', () => {
    const trainer = trainerOf(curveDocument({}, { validationShare: 0.3 }))
    const { stretches } = trainer.advance(2)
    expect(stretches[0]?.end).toEqual({ measured: trainer.measure() })
    const { training, validation } = trainer.measure()
    expect(training.loss).toBe(gradientsOf(trainer, trainer.data.split.training).loss)
    expect(validation?.loss).toBe(gradientsOf(trainer, trainer.data.split.validation).loss)
  })
})

describe('seeds', () => {
  test('initial weights are drawn from the seed and nothing else', () => {
    expect(initialParameters(curveDocument())).toMatchInlineSnapshot(`
      {
        "hidden": {
          "biases": [
            0,
            0,
            0,
          ],
          "weights": [
            [
              -0.9239631822257787,
            ],
            [
              -0.8944185657788298,
            ],
            [
              0.7373138622728845,
            ],
          ],
        },
        "output": {
          "biases": [
            0,
          ],
          "weights": [
            [
              0.8292156628986773,
              -0.2276755709138157,
              -0.0964562962417953,
            ],
          ],
        },
      }
    `)
    expect(initialParameters(curveDocument({ seed: 2 }))).not.toEqual(initialParameters(curveDocument()))
  })

  test('exact weights of one layer leave those drawn for the others as they are', () => {
    const document = curveDocument()
    const [input, hidden, output] = document.network.layers
    if (!input || hidden?.kind !== 'dense' || !output) throw new Error('The curve has three layers.')
    const exact = { ...hidden, initialWeights: [[1], [2], [3]] }
    const changed = { ...document, network: { ...document.network, layers: [input, exact, output] } }
    expect(initialParameters(changed)).toEqual({
      ...initialParameters(document),
      hidden: { weights: [[1], [2], [3]], biases: [0, 0, 0] },
    })
  })

  test('weights lie within the range of their initializer', () => {
    const widest = (initializer: InitializerSettings): number => {
      const document = inlineDocument({
        features: [[1, 1, 1, 1, 1, 1]],
        targets: [[1]],
        layers: [denseLayer('wide', 'Wide', { units: 200, initializer }), denseLayer('output', 'Output', { units: 1 })],
      })
      const weights = initialParameters(document)['wide']?.weights.flat() ?? []
      expect(Math.abs(weights.reduce((sum, weight) => sum + weight, 0) / weights.length)).toBeLessThan(0.03)
      return Math.max(...weights.map(Math.abs))
    }
    const glorot = Math.sqrt(6 / 206)
    expect(widest({ id: 'glorot-uniform' })).toBeLessThan(glorot)
    expect(widest({ id: 'glorot-uniform' })).toBeGreaterThan(0.99 * glorot)
    expect(widest({ id: 'he-uniform' })).toBeLessThan(1)
    expect(widest({ id: 'he-uniform' })).toBeGreaterThan(0.99)
  })

  test('the order of the samples is drawn anew for every epoch, the same for the same seed', () => {
    const document = curveDocument({ shuffle: true })
    const orders = (): (readonly number[])[] => {
      const trainer = trainerOf(document)
      return [0, 1].map(() => {
        trainer.advance(1)
        const { order } = trainer.state()
        trainer.advance(2)
        return order
      })
    }
    expect(orders()).toMatchInlineSnapshot(`
      [
        [
          10,
          4,
          5,
          8,
          2,
          3,
          0,
          9,
          7,
          6,
          1,
        ],
        [
          3,
          10,
          1,
          9,
          2,
          8,
          4,
          0,
          7,
          6,
          5,
        ],
      ]
    `)
    expect(orders()).toEqual(orders())
  })

  test('the same document gives the same numbers bit for bit, another seed others', () => {
    const trained = (seed: number): number[] => lossesOf(trainerOf(curveDocument({ shuffle: true, seed })).advance(9))
    expect(trained(3)).toEqual(trained(3))
    expect(trained(4)).not.toEqual(trained(3))
  })
})

describe('frozen parameters', () => {
  test.each([
    { freezeWeights: true, freezeBiases: false },
    { freezeWeights: false, freezeBiases: true },
    { freezeWeights: true, freezeBiases: true },
    { freezeWeights: false, freezeBiases: false },
  ])('$freezeWeights weights, $freezeBiases biases', (frozen) => {
    const document = inlineDocument({
      features: [[0.5, -1]],
      targets: [[0.3]],
      layers: [
        denseLayer('hidden', 'Hidden', { units: 2, ...frozen }),
        denseLayer('output', 'Output', { units: 1, activation: 'linear' }),
      ],
      training: { optimizer: { id: 'adam', learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } },
    })
    const trainer = trainerOf(document)
    const before = parametersOf(trainer)
    trainer.advance(3)
    const after = parametersOf(trainer)
    const same = (part: 'weights' | 'biases'): boolean =>
      JSON.stringify(after['hidden']?.[part]) === JSON.stringify(before['hidden']?.[part])
    expect({ freezeWeights: same('weights'), freezeBiases: same('biases') }).toEqual(frozen)
    expect(after['output']).not.toEqual(before['output'])
  })
})

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

describe('the best weights', () => {
  const jumping = (changes: Partial<ProjectDocument['training']> = {}): ProjectDocument =>
    curveDocument({ optimizer: sgd(1.2, 0.9), ...changes }, { validationShare: 0.3 })

  test('are those of the lowest validation loss, the earliest of equals', () => {
    const trainer = trainerOf(jumping())
    const measured: { epoch: number; loss: number; parameters: unknown }[] = []
    for (let step = 0; step < 60; step++) {
      const [stretch] = trainer.advance(1).stretches
      const loss = stretch?.end?.measured?.validation?.loss
      if (loss !== undefined) measured.push({ epoch: trainer.epoch, loss, parameters: parametersOf(trainer) })
    }
    const [best] = measured.toSorted((a, b) => a.loss - b.loss || a.epoch - b.epoch)
    expect({ ...trainer.best, parameters: trainer.program.parameters('best') }).toEqual(best)
    expect(best?.epoch).not.toBe(measured.at(-1)?.epoch)
    expect(trainer.program.measure(trainer.data.split.validation, 'best').loss).toBe(best?.loss)
  })

  test('do not exist without a validation part', () => {
    const trainer = trainerOf(curveDocument())
    trainer.advance(6)
    expect(trainer.best).toBeNull()
    expect(trainer.state().program.best).toBeNull()
  })

  test('are looked for where an epoch is measured', () => {
    const trainer = trainerOf(jumping({ measureEvery: 3 }))
    const ends = trainer
      .advance(20)
      .stretches.flatMap(({ epoch, end }) => (end ? [[epoch + 1, end.measured !== null]] : []))
    expect(ends).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((epoch) => [epoch, epoch % 3 === 0]))
    expect(trainer.best?.epoch).toSatisfy((epoch: number) => epoch % 3 === 0)
    const never = trainerOf(jumping({ measureEvery: 0 }))
    never.advance(20)
    expect(never.best).toBeNull()
  })
})

describe('callbacks', () => {
  const stopping = (changes: Partial<ProjectDocument['training']>, validationShare = 0.3): Trainer =>
    trainerOf(curveDocument({ optimizer: sgd(1.2, 0.9), ...changes }, { validationShare }))
  const losses = (advanced: Advanced): number[] =>
    advanced.stretches.flatMap(({ end }) => end?.measured?.validation?.loss ?? end?.measured?.training.loss ?? [])

  test('early stopping ends training after epochs without progress and restores the best weights', () => {
    const earlyStopping = { patience: 4, minimumDelta: 0, restoreBest: true }
    const trainer = stopping({ earlyStopping })
    const advanced = trainer.advance(10_000)
    expect(advanced).toMatchObject({ stopped: true, failure: null })
    const measured = losses(advanced)
    const lowest = measured.indexOf(Math.min(...measured))
    expect(measured).toHaveLength(lowest + 1 + 4)
    expect(trainer.best).toEqual({ epoch: lowest + 1, loss: measured[lowest] })
    expect(parametersOf(trainer)).toEqual(trainer.program.parameters('best'))
    expect(trainer.measure().validation?.loss).toBe(measured[lowest])
    // Whoever trains on has the whole patience again.
    expect(losses(trainer.advance(10_000)).length).toBeGreaterThanOrEqual(4)
  })

  test('without restoring, the last weights stay', () => {
    const trainer = stopping({ earlyStopping: { patience: 4, minimumDelta: 0, restoreBest: false } })
    const { stretches, stopped } = trainer.advance(10_000)
    expect(stopped).toBe(true)
    expect(trainer.measure()).toEqual(stretches.at(-1)?.end?.measured)
    expect(parametersOf(trainer)).not.toEqual(trainer.program.parameters('best'))
  })

  test('without a validation part, the training loss decides', () => {
    const earlyStopping = { patience: 3, minimumDelta: 1e9, restoreBest: true }
    const trainer = stopping({ earlyStopping, optimizer: sgd(0.05) }, 0)
    const measured = losses(trainer.advance(10_000))
    // No progress is as large as that: the first epoch is the one that counts, three more are waited for.
    expect(measured).toHaveLength(4)
    expect(trainer.best?.loss).toBe(Math.min(...measured))
    expect(trainer.measure().training.loss).toBe(Math.min(...measured))
  })

  test('a plateau lowers the rate, at once and for good', () => {
    const schedule = {
      id: 'reduce-on-plateau' as const,
      factor: 0.5,
      patience: 2,
      minimumDelta: 1e9,
      cooldown: 0,
      lowest: 0.2,
    }
    const trainer = stopping({ schedule })
    const rates = Array.from({ length: 16 }, () => {
      trainer.advance(1)
      return trainer.learningRate
    })
    expect(rates).toEqual([
      ...Array<number>(6).fill(1.2),
      ...Array<number>(4).fill(0.6),
      ...Array<number>(4).fill(0.3),
      0.2,
      0.2,
    ])
  })

  test('a schedule by steps gives every update its own rate, in one call as in many', () => {
    const schedule = { id: 'warm-up' as const, steps: 5, start: 0.2 }
    const [one, many] = [stopping({ schedule }), stopping({ schedule })]
    const rates = Array.from({ length: 7 }, () => {
      one.advance(1)
      return one.learningRate ?? NaN
    })
    many.advance(7)
    expect(rates).toEqual(
      [0.24, 0.432, 0.624, 0.816, 1.008, 1.2, 1.2].map((rate) => expect.closeTo(rate, 14) as number),
    )
    expect(many.learningRate).toBe(rates.at(-1))
    expect(many.state()).toEqual(one.state())
  })
})

test('a graph with joined inputs trains, and the joined input follows the order of the connections', () => {
  const document = inlineDocument({
    features: [[0.1, 0.2]],
    targets: [[0.5]],
    layers: [
      denseLayer('first', 'First', { units: 3 }),
      denseLayer('second', 'Second', { units: 1 }),
      denseLayer('output', 'Output', { units: 1, activation: 'linear' }),
    ],
    connections: skipConnections,
  })
  const { layers } = buildNetwork(document)
  expect(layers.map(({ id, inputs, sources }) => ({ id, inputs, sources }))).toEqual([
    { id: 'input', inputs: 2, sources: [] },
    { id: 'first', inputs: 2, sources: ['input'] },
    { id: 'second', inputs: 3, sources: ['first'] },
    { id: 'output', inputs: 6, sources: ['second', 'input', 'first'] },
  ])
  const losses = lossesOf(trainerOf(document).advance(30))
  expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) / 100)
})

test('a network that is not complete is not built', () => {
  const document = workedDocument()
  expect(() => buildNetwork({ ...document, dataset: { kind: 'none' } })).toThrow(
    "The network can't be trained yet: There is no data. Open a CSV file or an example.",
  )
})
