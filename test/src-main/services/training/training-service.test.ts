import { readFileSync } from 'node:fs'
import { updateTraining } from '@shared/document/commands'
import { denseLayer } from '@shared/document/defaults'
import { type RunUpdate } from '@shared/protocol/training-service'
import { describe, expect, test, vi } from 'vitest'
import { documentForTable } from '../../../../src-main/services/dataset/document-for-table'
import { TableStore } from '../../../../src-main/services/dataset/table-store'
import { curveDocument, fixture, inlineDocument, inRepository, workedDocument } from '../../../helpers/documents'
import { benchOf } from '../../../helpers/training-bench'

describe('updates', () => {
  test('one at once, then one for all that happened while the reader slept', async () => {
    const { clock, service, document } = benchOf(curveDocument({ epochs: 4 }, { validationShare: 0.3 }))
    const updates = service.updates({ interval: 0 })[Symbol.asyncIterator]()
    const shown = async () => {
      const { value } = await updates.next()
      const { status, epoch, step, batch, batches, untilEpoch, reportsFrom, reports, batchSeries } = value
      return {
        status,
        epoch,
        step,
        batch,
        batches,
        untilEpoch,
        reportsFrom,
        reports: reports.length,
        points: batchSeries.at.length,
      }
    }
    const idle = {
      status: 'idle',
      epoch: 0,
      step: 0,
      batch: 0,
      batches: 2,
      untilEpoch: 4,
      reportsFrom: 0,
      reports: 0,
      points: 0,
    }
    expect(await shown()).toEqual(idle)
    await service.step({ document, unit: 'batch' })
    clock.finish()
    expect(await shown()).toEqual({ ...idle, status: 'paused', step: 1, batch: 1, points: 1 })
    await service.train({ document })
    clock.finish()
    expect(await shown()).toEqual({ ...idle, status: 'finished', epoch: 4, step: 8, reports: 4, points: 8 })
    await service.train({ document })
    clock.finish()
    expect(await shown()).toEqual({
      ...idle,
      status: 'finished',
      epoch: 8,
      step: 16,
      untilEpoch: 8,
      reportsFrom: 4,
      reports: 4,
      points: 16,
    })
    await service.reset({ document })
    expect(await shown()).toEqual(idle)
    await updates.return?.()
  })

  test('come with the rate of the last update and the penalty of the present weights', async () => {
    const schedule = { id: 'exponential' as const, factor: 0.5 }
    const { clock, service, session, document } = benchOf(
      curveDocument({ schedule, regularization: { l1: 0, l2: 2 }, batchSize: 11 }),
    )
    const updates = service.updates({ interval: 0 })[Symbol.asyncIterator]()
    const penaltyNow = (): number =>
      Object.values(session.currentRun().trainer.program.parameters())
        .flatMap(({ weights }) => weights.flat())
        .reduce((sum, weight) => sum + weight * weight, 0)
    const first = (await updates.next()).value
    expect([first.learningRate, first.gradientNorm]).toEqual([null, null])
    expect(first.penalty).toBeCloseTo(penaltyNow(), 12)
    for (const rate of [0.1, 0.05]) {
      await service.step({ document, unit: 'batch' })
      clock.finish()
      const { learningRate, penalty, gradientNorm } = (await updates.next()).value
      expect(learningRate).toBe(rate)
      expect(penalty).toBeCloseTo(penaltyNow(), 12)
      expect(gradientNorm).toBeGreaterThan(0)
    }
    await updates.return?.()
  })

  test('show one bias per unit even where they share one, and dense layers only', async () => {
    const document = inlineDocument({
      features: [[1]],
      targets: [[1]],
      layers: [
        denseLayer('shared', 'Shared', { units: 2, bias: 'shared', initialBiases: [0.5] }),
        {
          kind: 'layer-normalization',
          id: 'normal',
          name: 'Normal',
          epsilon: 1e-5,
          freezeWeights: false,
          freezeBiases: false,
        },
        denseLayer('output', 'Output', { units: 1, bias: 'none' }),
      ],
    })
    const updates = benchOf(document).service.updates({ interval: 0 })[Symbol.asyncIterator]()
    const { weights, activations } = (await updates.next()).value as RunUpdate
    expect(Object.entries(weights ?? {}).map(([id, { biases }]) => [id, [...biases]])).toEqual([
      ['shared', [0.5, 0.5]],
      ['output', [0]],
    ])
    expect(Object.keys(activations ?? {})).toEqual(['input', 'shared', 'normal', 'output'])
    await updates.return?.()
  })

  test('come with the weights, the activations and the problem', async () => {
    const { session, service } = benchOf(workedDocument())
    const updates = service.updates({ interval: 0 })[Symbol.asyncIterator]()
    expect((await updates.next()).value).toMatchObject({
      weights: {
        hidden: {
          units: 2,
          inputs: 2,
          weights: Float32Array.of(0.15, 0.2, 0.25, 0.3),
          biases: Float32Array.of(0.35, 0.35),
        },
      },
      activations: { input: Float32Array.of(0.05, 0.1), hidden: Float32Array.of(0.59326999, 0.59688438) },
      problem: null,
      failure: null,
    })
    session.prepare({ ...workedDocument(), dataset: { kind: 'none' } })
    expect((await updates.next()).value).toMatchObject({
      runId: '',
      weights: null,
      problem: 'There is no data. Open a CSV file or an example.',
    })
    await updates.return?.()
  })

  test('end at once with the signal, whether they wait for a change or for the interval', async () => {
    const { session, service } = benchOf(curveDocument())
    for (const waitsForChange of [true, false]) {
      const controller = new AbortController()
      const updates = service
        .updates({ interval: waitsForChange ? 0 : 10_000 }, controller.signal)
        [Symbol.asyncIterator]()
      await updates.next()
      const waiting = updates.next()
      if (waitsForChange) await new Promise((resolve) => setImmediate(resolve))
      controller.abort()
      expect(await waiting).toEqual({ done: true, value: undefined })
    }
    const heard = vi.fn()
    session.onChange(heard)
    session.showSample(1)
    expect(heard).toHaveBeenCalledTimes(1)
  })

  test('show no single weights of a large network', async () => {
    const document = curveDocument()
    const wide = {
      ...document,
      network: {
        ...document.network,
        layers: document.network.layers.map((layer) => (layer.id === 'hidden' ? { ...layer, units: 7000 } : layer)),
      },
    }
    const { service } = benchOf(wide)
    const updates = service.updates({ interval: 0 })[Symbol.asyncIterator]()
    expect((await updates.next()).value).toMatchObject({ weights: null, batches: 3 })
    await updates.return?.()
  })
})

describe('trace', () => {
  test('shows every number of a sample, the input layer first', async () => {
    const { service } = benchOf(workedDocument())
    const { computed } = fixture('test/fixtures/worked-example.json') as {
      computed: { forward: { E: number; z1: number[] } }
    }
    const trace = await service.trace({ sample: 0 })
    expect({
      ...trace,
      layers: trace.layers.map(({ id, units, inputs, input }) => ({ id, units, inputs, input })),
    }).toEqual({
      sample: 0,
      samples: 1,
      part: 'training',
      loss: computed.forward.E,
      target: [0.01, 0.99],
      targetLabels: ['o1', 'o2'],
      featureLabels: ['i1', 'i2'],
      costGradient: [expect.closeTo(0.74136507), expect.closeTo(-0.21707153)],
      layers: [
        { id: 'input', units: 2, inputs: 0, input: [] },
        { id: 'hidden', units: 2, inputs: 2, input: [0.05, 0.1] },
        { id: 'output', units: 2, inputs: 2, input: trace.layers[1]?.a },
      ],
    })
    expect(trace.layers[1]?.z).toEqual(computed.forward.z1)
  })

  test('of a sample that is not there', async () => {
    const { service } = benchOf(workedDocument())
    await expect(service.trace({ sample: 1 })).rejects.toThrow(
      'There is no sample 1; the data has 1 row, counted from 0.',
    )
  })

  test('names the part of the sample', async () => {
    const { service, session } = benchOf(curveDocument({}, { validationShare: 0.3 }))
    const { validation } = session.currentRun().data.split
    const parts = await Promise.all(
      Array.from({ length: 11 }, async (_, sample) => (await service.trace({ sample })).part),
    )
    expect(parts.flatMap((part, sample) => (part === 'validation' ? [sample] : []))).toEqual(validation)
  })
})

test('curves of the activations', async () => {
  const { service } = benchOf(curveDocument())
  const relu = await service.activationCurve({ activation: 'relu' })
  expect([
    relu.z[0],
    relu.z[64],
    relu.z[128],
    relu.a[0],
    relu.a[128],
    relu.derivative?.[0],
    relu.derivative?.[128],
  ]).toEqual([-4, 0, 4, 0, 4, 0, 1])
  const softmax = await service.activationCurve({ activation: 'softmax' })
  expect([softmax.a[64], softmax.derivative]).toEqual([0.5, null])
})

test('the flowers, seed 1: at least 93 % of the validation part', async () => {
  const tables = new TableStore()
  const table = tables.add(readFileSync(inRepository('resources/data/iris.csv')), 'iris.csv')
  const { clock, service, session, document } = benchOf(documentForTable(table, 'species', { seed: 1 }), tables)
  await service.train({ document: updateTraining({ epochs: 60 }).apply(document) })
  clock.finish()
  const { result } = await service.evaluate({ part: 'validation' })
  expect(result.kind === 'classification' && result.accuracy).toBeGreaterThanOrEqual(0.93)
  expect(session.currentRun().epochs.reports).toHaveLength(60)
})
