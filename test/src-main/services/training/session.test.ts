import { defaultSettings } from '@shared/catalog/entry'
import { optimizers } from '@shared/catalog/optimizers'
import { schedules } from '@shared/catalog/schedules'
import { updateLayer, updateOptimizer, updateTraining } from '@shared/document/commands'
import { denseLayer } from '@shared/document/defaults'
import { type ProjectDocument, type TrainingSettings } from '@shared/document/schema'
import { describe, expect, test } from 'vitest'
import { TableStore } from '../../../../src-main/services/dataset/table-store'
import { TrainingSession } from '../../../../src-main/services/training/session'
import { curveDocument, inlineDocument } from '../../../helpers/documents'
import { HandClock } from '../../../helpers/hand-clock'
import { opened, reopened, stateOf } from '../../../helpers/sessions'
import { houses, tableBench } from '../../../helpers/training-bench'

describe('idle, running, paused, finished', () => {
  test('training runs in slices to the last epoch', () => {
    const document = curveDocument({ epochs: 2 })
    const { clock, session } = opened(document)
    expect(stateOf(session)).toEqual({ status: 'idle', epoch: 0, batch: 0, step: 0, untilEpoch: 2 })
    session.train(document)
    expect(stateOf(session)).toMatchObject({ status: 'running', step: 0 })
    clock.turn()
    expect(stateOf(session)).toMatchObject({ status: 'running', epoch: 1, step: 3 })
    clock.turn()
    expect(stateOf(session)).toEqual({ status: 'finished', epoch: 2, batch: 0, step: 6, untilEpoch: 2 })
    expect(clock.waiting).toBe(0)
    expect(session.currentRun().epochs.reports.map(({ epoch, step }) => [epoch, step])).toEqual([
      [1, 3],
      [2, 6],
    ])
  })

  test('pause acts between two slices, and train goes on from there', () => {
    const document = curveDocument({ epochs: 4 })
    const { clock, session } = opened(document)
    session.train(document)
    clock.turn()
    session.pause()
    clock.finish()
    expect(stateOf(session)).toMatchObject({ status: 'paused', step: 3 })
    session.train(document)
    clock.finish()
    expect(stateOf(session)).toMatchObject({ status: 'finished', step: 12 })
  })

  test('pause and train before the next slice leave one loop, not two', () => {
    const document = curveDocument({ epochs: 100 })
    const { clock, session } = opened(document)
    session.train(document)
    for (let times = 0; times < 5; times++) {
      session.pause()
      session.train(document)
    }
    clock.turn()
    expect(clock.waiting).toBe(1)
    expect(stateOf(session)).toMatchObject({ status: 'running', step: 3 })
  })

  test('train after the end trains as many epochs again', () => {
    const document = curveDocument({ epochs: 2 })
    const { clock, session } = opened(document)
    session.train(document)
    clock.finish()
    session.train(document)
    clock.finish()
    expect(stateOf(session)).toMatchObject({ status: 'finished', epoch: 4, untilEpoch: 4 })
  })

  test('a larger number of epochs is taken up, a smaller one than done is not', () => {
    const document = curveDocument({ epochs: 2 })
    const { clock, session } = opened(document)
    session.train(document)
    clock.finish()
    session.train(updateTraining({ epochs: 5 }).apply(document))
    clock.finish()
    expect(stateOf(session)).toMatchObject({ status: 'finished', epoch: 5, untilEpoch: 5 })
  })

  test('what does nothing: pause while idle, train and step while running', () => {
    const document = curveDocument({ epochs: 50 })
    const { clock, session } = opened(document)
    session.pause()
    expect(stateOf(session).status).toBe('idle')
    session.train(document)
    session.train(document)
    session.step(document, 'batch')
    expect(clock.waiting).toBe(1)
    clock.turn()
    expect(stateOf(session)).toMatchObject({ status: 'running', step: 3 })
  })
})

describe('step', () => {
  test('a batch, and to the end of the epoch', () => {
    const document = curveDocument()
    const { clock, session } = opened(document)
    session.step(document, 'batch')
    clock.finish()
    expect(stateOf(session)).toMatchObject({ status: 'paused', epoch: 0, batch: 1, step: 1 })
    session.step(document, 'epoch')
    clock.finish()
    expect(stateOf(session)).toMatchObject({ status: 'paused', epoch: 1, batch: 0, step: 3 })
    session.step(document, 'epoch')
    clock.finish()
    expect(stateOf(session)).toMatchObject({ status: 'paused', epoch: 2, batch: 0, step: 6 })
  })

  test('an epoch is one epoch after the batch size was changed', () => {
    const document = curveDocument()
    const { clock, session } = opened(document)
    session.step(document, 'epoch')
    clock.finish()
    session.step(updateTraining({ batchSize: 11 }).apply(document), 'epoch')
    clock.finish()
    expect(stateOf(session)).toMatchObject({ status: 'paused', epoch: 2, batch: 0, step: 4 })
  })

  test('after the end a step goes one epoch further', () => {
    const document = curveDocument({ epochs: 1 })
    const { clock, session } = opened(document)
    session.train(document)
    clock.finish()
    session.step(document, 'batch')
    clock.finish()
    expect(stateOf(session)).toEqual({ status: 'paused', epoch: 1, batch: 1, step: 4, untilEpoch: 2 })
  })
})

describe('a run that fails', () => {
  const document = inlineDocument({
    features: [[1], [2], [3]],
    targets: [[1], [2], [3]],
    layers: curveDocument()
      .network.layers.filter((layer) => layer.kind === 'dense')
      .map((layer) => ({ ...layer, activation: 'linear' as const })),
    training: { optimizer: { id: 'sgd', learningRate: 1000, momentum: 0, nesterov: false }, batchSize: 3 },
  })

  test('says where, keeps the weights of the last good step, and goes on with a lower rate', () => {
    const { clock, session } = opened(document)
    session.train(document)
    clock.finish()
    const run = session.currentRun()
    expect(run.status).toBe('failed')
    expect(run.failure).toBe(
      `Training stopped at step ${run.trainer.step + 1}: the gradient in Output is no longer a finite number. The weights of the last good step are kept; lower the learning rate and train on.`,
    )
    expect(
      Object.values(run.state.program.parameters)
        .flatMap(({ weights }) => weights.flat())
        .every(Number.isFinite),
    ).toBe(true)
  })

  test('says which unit of a layer, and for which sample', () => {
    const hidden = { initialWeights: [[1], [1], [1e200]], initialBiases: [0, 0, 0], activation: 'linear' as const }
    const huge = inlineDocument({
      features: [[1], [1e200]],
      targets: [[1], [1]],
      layers: [
        denseLayer('hidden', 'Hidden', { units: 3, ...hidden }),
        denseLayer('output', 'Output', { units: 1, activation: 'linear' }),
      ],
    })
    const { clock, session } = opened(huge)
    session.train(huge)
    clock.finish()
    expect(session.currentRun().failure).toBe(
      'Training stopped at step 1: an activation of unit 3 in Hidden, sample 1, is no longer a finite number. The weights of the last good step are kept; lower the learning rate and train on.',
    )
  })

  test('can be saved and opened again', () => {
    const { clock, session } = opened(document)
    session.train(document)
    clock.finish()
    const again = reopened(session, document)
    expect(again.session.currentRun().failure).toBe(session.currentRun().failure)
    expect(stateOf(again.session)).toEqual(stateOf(session))
    expect(again.session.currentRun().state).toEqual(session.currentRun().state)
    expect(again.session.currentRun().epochs.reports).toEqual(session.currentRun().epochs.reports)
  })

  test('goes on with a rate that works', () => {
    const wide = inlineDocument({
      features: [[1e75]],
      targets: [[0]],
      layers: [denseLayer('output', 'Output', { units: 1, activation: 'linear', initialWeights: [[1]] })],
      training: { optimizer: { id: 'sgd', learningRate: 1000, momentum: 0, nesterov: false } },
    })
    const { clock, session } = opened(wide)
    const initial = session.currentRun().state.program.parameters
    session.train(wide)
    clock.finish()
    expect(session.currentRun().failure).toBe(
      'Training stopped at step 1: the loss in Output is no longer a finite number. The weights of the last good step are kept; lower the learning rate and train on.',
    )
    expect(session.currentRun().state.program.parameters).toEqual(initial)
    session.train(updateOptimizer({ learningRate: 0 }).apply(wide))
    expect(session.currentRun().status).toBe('running')
    clock.finish()
    expect(stateOf(session)).toMatchObject({ status: 'finished', step: 10 })
    expect(session.currentRun().failure).toBeNull()
  })
})

describe('the document changes', () => {
  const document = curveDocument({ epochs: 3 })

  test('before the first step the weights follow it', () => {
    const { session } = opened(document)
    const before = session.currentRun().state.program.parameters
    session.prepare(updateTraining({ seed: 2, epochs: 7 }).apply(document))
    expect(session.currentRun().state.program.parameters).not.toEqual(before)
    expect(stateOf(session).untilEpoch).toBe(7)
  })

  test('after it the run keeps its snapshot until a train', () => {
    const { clock, session } = opened(document)
    session.step(document, 'batch')
    clock.finish()
    const run = session.currentRun()
    const wider = updateLayer('hidden', { units: 5 }).apply(document)
    session.prepare(wider)
    expect(session.currentRun()).toBe(run)
    expect(run.snapshot).toEqual(document)
    session.train(wider)
    clock.finish()
    expect(session.currentRun()).not.toBe(run)
    expect(session.records().map(({ id, status, step }) => ({ id, status, step }))).toEqual([
      { id: 'run-1', status: 'paused', step: 1 },
      { id: 'run-2', status: 'finished', step: 9 },
    ])
  })

  test('a setting that fits the run is taken up at once', () => {
    const { clock, session } = opened(document)
    session.train(document)
    clock.turn()
    session.prepare(updateOptimizer({ learningRate: 0 }).apply(document))
    const kept = session.currentRun().state.program.parameters
    clock.turn()
    expect(session.currentRun().state.program.parameters).toEqual(kept)
  })

  test.each<[string, Partial<TrainingSettings>, boolean]>([
    ['precision', { precision: 'float32' }, true],
    ['the order of updates', { updateOrder: 'sequential' }, true],
    ['class weights', { classWeights: 'balanced' }, true],
    ['loss', { loss: 'huber' }, true],
    ['optimizer', { optimizer: defaultSettings(optimizers, 'adam') }, true],
    ['the rate of the optimizer', { optimizer: { ...defaultSettings(optimizers, 'sgd'), learningRate: 0.3 } }, false],
    ['schedule', { schedule: defaultSettings(schedules, 'cosine') }, false],
    ['penalties', { regularization: { l1: 1, l2: 1 } }, false],
    ['clipping', { clipping: { id: 'value', limit: 1 } }, false],
    ['early stopping', { earlyStopping: { patience: 1, minimumDelta: 0, restoreBest: true } }, false],
    ['metrics', { metrics: ['r2'], measureEvery: 5 }, false],
  ])('another %s: a new run or the same', (_what, changes, fresh) => {
    const { clock, session } = opened(document)
    session.step(document, 'batch')
    clock.finish()
    const run = session.currentRun()
    session.step({ ...document, training: { ...document.training, ...changes } }, 'batch')
    clock.finish()
    expect(session.currentRun() === run).toBe(!fresh)
    expect(session.currentRun().trainer.step).toBe(fresh ? 1 : 2)
  })

  test('a problem is told, and nothing is trained while there is one', () => {
    const { session } = opened(document)
    const bad: ProjectDocument = { ...document, dataset: { kind: 'none' } }
    session.prepare(bad)
    expect(session.problem).toBe('There is no data. Open a CSV file or an example.')
    const sentence = "The network can't be trained yet: There is no data. Open a CSV file or an example."
    expect(() => session.train(bad)).toThrow(sentence)
    expect(() => session.step(bad, 'batch')).toThrow(sentence)
    expect(() => session.currentRun()).toThrow(sentence)
    session.prepare(document)
    expect(session.problem).toBeNull()
    expect(stateOf(session).status).toBe('idle')
  })

  test('a weight below 0 in the table is a problem too, and none once it is a feature again', () => {
    const { session, document } = tableBench(houses.replace('80,B', '-80,B'), 'price')
    const recipe = { ...document.recipe, sampleWeights: 'area' }
    const layers = document.network.layers.map((layer) =>
      layer.kind === 'input' ? { ...layer, shape: [2] as [number] } : layer,
    )
    const weighted = { ...document, recipe, network: { ...document.network, layers } }
    const sentence =
      'data.csv, row 4 below the header: the sample weight -80 in area is below 0. Correct it, or choose another column of weights.'
    session.prepare(weighted)
    expect(session.problem).toBe(sentence)
    expect(() => session.train(weighted)).toThrow(`The network can't be trained yet: ${sentence}`)
    session.prepare(document)
    expect(session.problem).toBeNull()
  })

  test('without any project', () => {
    const session = new TrainingSession(new TableStore(), { clock: new HandClock() })
    expect(() => session.currentRun()).toThrow("The network can't be trained yet: No project is open.")
    expect(session.records()).toEqual([])
    expect(session.saved()).toEqual({ run: null, history: null })
  })
})

describe('reset', () => {
  test('leads back to the same initial weights and keeps a record', () => {
    const document = curveDocument({ epochs: 2 })
    const { clock, session } = opened(document)
    const initial = structuredClone(session.currentRun().state)
    session.train(document)
    clock.finish()
    const { reports } = session.currentRun().epochs
    session.reset(document)
    expect(session.currentRun().state).toEqual(initial)
    expect(session.records()).toEqual([
      {
        edits: [],
        id: 'run-1',
        number: 1,
        startedAt: '2024-01-02T03:04:05.000Z',
        status: 'finished',
        epoch: 2,
        step: 6,
        bestEpoch: null,
        seconds: expect.any(Number),
        summary: '1-3-1, SGD 0.1, batch 4, seed 1, float64',
        kernel: 'float64',
        threads: 1,
        reports,
      },
    ])
    session.train(document)
    clock.finish()
    expect(session.records().map(({ id, number }) => [id, number])).toEqual([
      ['run-1', 1],
      ['run-2', 2],
    ])
  })

  test('of a run without a step keeps none', () => {
    const document = curveDocument()
    const { session } = opened(document)
    session.reset(document)
    expect(session.records()).toEqual([])
  })

  test('of a running run stops it', () => {
    const document = curveDocument({ epochs: 500 })
    const { clock, session } = opened(document)
    session.train(document)
    clock.turn()
    session.reset(document)
    clock.finish(3)
    expect(stateOf(session)).toMatchObject({ status: 'idle', step: 0 })
    expect(session.records()).toMatchObject([{ status: 'paused', step: 3 }])
  })

  test('records survive saving and opening', () => {
    const document = curveDocument({ epochs: 2 })
    const { clock, session } = opened(document)
    for (let run = 0; run < 3; run++) {
      session.reset(document)
      session.step(document, 'epoch')
      clock.finish()
    }
    const again = reopened(session, document)
    expect(again.session.records()).toEqual(session.records())
    again.session.reset(document)
    expect(again.session.records().map(({ number }) => number)).toEqual([1, 2, 3])
  })
})

test('listeners hear of every slice until they stop listening', () => {
  const document = curveDocument({ epochs: 3 })
  const { clock, session } = opened(document)
  let heard = 0
  const stop = session.onChange(() => heard++)
  session.train(document)
  clock.finish()
  expect(heard).toBe(4)
  stop()
  session.reset(document)
  expect(heard).toBe(4)
})
