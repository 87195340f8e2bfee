import { prepareData } from '@engine/data/prepare'
import { buildNetwork, copyParameters, initialParameters } from '@engine/network'
import { batchGradients } from '@engine/reference/batch'
import { freshTrainerState, type StepResult, Trainer } from '@engine/trainer'
import { denseLayer } from '@shared/document/defaults'
import { type ProjectDocument } from '@shared/document/schema'
import { describe, expect, test } from 'vitest'
import { curveDocument, inlineDocument, skipConnections, workedDocument } from '../../helpers/documents'

function trainerOf(document: ProjectDocument): Trainer {
  return new Trainer(
    buildNetwork(document),
    prepareData(document, null),
    freshTrainerState(initialParameters(document), document.training),
  )
}

function steps(trainer: Trainer, { training }: ProjectDocument, count: number): StepResult[] {
  return Array.from({ length: count }, () => trainer.step(training))
}

describe('batches', () => {
  test('the last batch of an epoch is smaller and divided by its own size', () => {
    const document = curveDocument()
    const trainer = trainerOf(document)
    const results = steps(trainer, document, 2)
    const before = copyParameters(trainer.state.parameters)
    const [last] = steps(trainer, document, 1)
    expect([...results, last].map((result) => result?.kind === 'updated' && result.samples)).toEqual([4, 4, 3])
    const { loss, gradients } = batchGradients(trainer.network, before, trainer.data, [8, 9, 10])
    const single = [8, 9, 10].map((row) => batchGradients(trainer.network, before, trainer.data, [row]))
    expect(last).toMatchObject({ kind: 'updated', loss })
    expect(loss).toBeCloseTo(single.reduce((sum, each) => sum + each.loss, 0) / 3, 14)
    const slope = (each: { gradients: typeof gradients }): number => each.gradients['output']?.biases[0] ?? NaN
    expect(slope({ gradients })).toBeCloseTo(single.reduce((sum, each) => sum + slope(each), 0) / 3, 14)
    expect(trainer.state.parameters['output']?.biases[0]).toBe(
      (before['output']?.biases[0] ?? NaN) - 0.1 * slope({ gradients }),
    )
  })

  test('epochs end after the ragged batch, and the next one starts with the first row', () => {
    const document = curveDocument()
    const trainer = trainerOf(document)
    const ends = steps(trainer, document, 7).map((result) => result.kind === 'updated' && result.epochEnd !== null)
    expect(ends).toEqual([false, false, true, false, false, true, false])
    expect(trainer.state).toMatchObject({ epoch: 2, batch: 1, step: 7, order: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] })
  })

  test('a new batch size takes effect with the next epoch', () => {
    const document = curveDocument()
    const trainer = trainerOf(document)
    trainer.step(document.training)
    const sizes = Array.from({ length: 4 }, () => trainer.step({ ...document.training, batchSize: 11 })).map(
      (result) => result.kind === 'updated' && result.samples,
    )
    expect(sizes).toEqual([4, 3, 11, 11])
  })

  test('what an epoch measures is taken at the weights after its last update', () => {
    const document = curveDocument({}, { validationShare: 0.3 })
    const trainer = trainerOf(document)
    const end = steps(trainer, document, 2).at(-1)
    expect(end).toMatchObject({ kind: 'updated', epochEnd: trainer.measure() })
    const { training, validation } = trainer.measure()
    const lossOf = (rows: readonly number[]): number =>
      batchGradients(trainer.network, trainer.state.parameters, trainer.data, rows).loss
    expect(training.loss).toBe(lossOf(trainer.data.split.training))
    expect(validation?.loss).toBe(lossOf(trainer.data.split.validation))
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
    const widest = (initializer: 'glorot-uniform' | 'he-uniform'): number => {
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
    expect(widest('glorot-uniform')).toBeLessThan(glorot)
    expect(widest('glorot-uniform')).toBeGreaterThan(0.99 * glorot)
    expect(widest('he-uniform')).toBeLessThan(1)
    expect(widest('he-uniform')).toBeGreaterThan(0.99)
  })

  test('the order of the samples is drawn anew for every epoch, the same for the same seed', () => {
    const document = curveDocument({ shuffle: true })
    const orders = (): number[][] => {
      const trainer = trainerOf(document)
      return [0, 1].map(() => {
        trainer.step(document.training)
        const { order } = trainer.state
        steps(trainer, document, 2)
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
    const lossesOf = (seed: number): (number | false)[] => {
      const document = curveDocument({ shuffle: true, seed })
      return steps(trainerOf(document), document, 9).map((result) => result.kind === 'updated' && result.loss)
    }
    expect(lossesOf(3)).toEqual(lossesOf(3))
    expect(lossesOf(4)).not.toEqual(lossesOf(3))
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
    const before = trainer.state.parameters
    steps(trainer, document, 3)
    const after = trainer.state.parameters
    const same = (part: 'weights' | 'biases'): boolean =>
      JSON.stringify(after['hidden']?.[part]) === JSON.stringify(before['hidden']?.[part])
    expect({ freezeWeights: same('weights'), freezeBiases: same('biases') }).toEqual(frozen)
    expect(after['output']).not.toEqual(before['output'])
  })
})

describe('divergence', () => {
  const exploding = (learningRate: number): ProjectDocument =>
    inlineDocument({
      features: [[1], [2], [3]],
      targets: [[1], [2], [3]],
      layers: [
        denseLayer('first', 'First', { units: 2, activation: 'linear' }),
        denseLayer('second', 'Second', { units: 1, activation: 'linear' }),
      ],
      training: { optimizer: { id: 'sgd', learningRate, momentum: 0 }, batchSize: 2 },
    })

  test('stops at the first number that is not finite, and keeps the state of the last good step', () => {
    const document = exploding(1000)
    const trainer = trainerOf(document)
    const results: StepResult[] = []
    let before = ''
    for (const result of trainer.steps(() => document.training)) {
      results.push(result)
      if (result.kind === 'updated') before = JSON.stringify(trainer.state)
    }
    const last = results.at(-1)
    expect(last).toMatchObject({ kind: 'diverged', step: results.length })
    expect(results.slice(0, -1).every(({ kind }) => kind === 'updated')).toBe(true)
    expect(JSON.stringify(trainer.state)).toBe(before)
    expect(before.replace('"best":null', '')).not.toContain('null')
  })

  test('no epoch reports a number that is not finite', () => {
    for (const learningRate of [10, 100, 300, 1000]) {
      const document = { ...exploding(learningRate), training: { ...exploding(learningRate).training, batchSize: 3 } }
      const trainer = trainerOf(document)
      for (const result of trainer.steps(() => document.training))
        if (result.kind === 'updated') {
          expect(Number.isFinite(result.loss)).toBe(true)
          expect(JSON.stringify(result.epochEnd)).not.toMatch(/"loss":null|"meanAbsoluteError":null/)
        }
    }
  })

  test('the layer and what broke are named', () => {
    const document = exploding(0.1)
    const trainer = trainerOf(document)
    const weights = trainer.state.parameters['second']?.weights[0]
    if (!weights) throw new Error('There is a second layer.')
    weights[0] = 1e308
    weights[1] = 1e308
    for (const row of trainer.state.parameters['first']?.weights ?? []) row[0] = 1e10
    expect(trainer.step(document.training)).toEqual({
      kind: 'diverged',
      layer: 'second',
      step: 1,
      what: 'an activation',
    })
  })

  test('a cost too large to be squared is named as the loss', () => {
    const document = exploding(0.1)
    const trainer = trainerOf(document)
    for (const row of trainer.state.parameters['first']?.weights ?? []) row[0] = 1e200
    expect(trainer.step(document.training)).toEqual({ kind: 'diverged', layer: 'second', step: 1, what: 'the loss' })
  })

  test('training goes on from the kept weights with a lower learning rate', () => {
    const document = exploding(1000)
    const trainer = trainerOf(document)
    const run = [...trainer.steps(() => document.training)]
    expect(run.at(-1)?.kind).toBe('diverged')
    trainer.state.parameters = initialParameters(document)
    expect(trainer.step({ ...document.training, optimizer: { id: 'sgd', learningRate: 0.01, momentum: 0 } }).kind).toBe(
      'updated',
    )
  })
})

describe('the best weights', () => {
  test('are those of the lowest validation loss, the earliest of equals', () => {
    const document = curveDocument(
      { optimizer: { id: 'sgd', learningRate: 1.2, momentum: 0.9 } },
      { validationShare: 0.3 },
    )
    const trainer = trainerOf(document)
    const measured: { epoch: number; loss: number; parameters: string }[] = []
    for (let step = 0; step < 60; step++) {
      const result = trainer.step(document.training)
      const loss = result.kind === 'updated' ? result.epochEnd?.validation?.loss : undefined
      if (loss !== undefined)
        measured.push({ epoch: trainer.state.epoch, loss, parameters: JSON.stringify(trainer.state.parameters) })
    }
    const [best] = measured.toSorted((a, b) => a.loss - b.loss || a.epoch - b.epoch)
    const kept = trainer.state.best
    expect({ ...kept, parameters: JSON.stringify(kept?.parameters) }).toEqual(best)
    expect(best?.epoch).not.toBe(measured.at(-1)?.epoch)
  })

  test('do not exist without a validation part', () => {
    const document = curveDocument()
    const trainer = trainerOf(document)
    steps(trainer, document, 6)
    expect(trainer.state.best).toBeNull()
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
    { id: 'first', inputs: 2, sources: ['input'] },
    { id: 'second', inputs: 3, sources: ['first'] },
    { id: 'output', inputs: 6, sources: ['second', 'input', 'first'] },
  ])
  const trainer = trainerOf(document)
  const losses = steps(trainer, document, 30).map((result) => (result.kind === 'updated' ? result.loss : NaN))
  expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) / 100)
})

test('a network that is not complete is not built', () => {
  const document = workedDocument()
  expect(() => buildNetwork({ ...document, dataset: { kind: 'none' } })).toThrow(
    "The network can't be trained yet: There is no data. Open a CSV file or an example.",
  )
})
