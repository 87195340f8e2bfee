import { initialParameters } from '@engine/initial-parameters'
import { buildNetwork } from '@engine/network'
import { batchGradients } from '@engine/reference/batch'
import { samplesOf } from '@engine/reference/program'
import { type Advanced, type Trainer } from '@engine/trainer'
import { type InitializerSettings } from '@shared/catalog/initializers'
import { denseLayer } from '@shared/document/defaults'
import { describe, expect, test } from 'vitest'
import { curveDocument, inlineDocument, skipConnections, workedDocument } from '../../helpers/documents'
import { lossesOf, trainerOf } from '../../helpers/trainers'

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
