import { updateLayer, updateOptimizer, updateTraining } from '@shared/document/commands'
import { defaultSettings, idsOf } from '@shared/catalog/entry'
import { optimizers } from '@shared/catalog/optimizers'
import { schedules } from '@shared/catalog/schedules'
import { denseLayer } from '@shared/document/defaults'
import {
  type Layer,
  type OptimizerSettings,
  type ProjectDocument,
  type TrainingSettings,
} from '@shared/document/schema'
import { describe, expect, test } from 'vitest'
import { TableStore } from '../../../../src-main/services/dataset/table-store'
import { packProject, unpackProject } from '../../../../src-main/services/project/container'
import { TrainingSession } from '../../../../src-main/services/training/session'
import { curveDocument, documentAt, fixture, inlineDocument } from '../../../helpers/documents'
import { HandClock } from '../../../helpers/hand-clock'

function opened(document: ProjectDocument) {
  const clock = new HandClock()
  const session = new TrainingSession(new TableStore(), { clock })
  session.open(document)
  return { clock, session }
}

function stateOf(session: TrainingSession) {
  const { status, trainer, untilEpoch } = session.currentRun()
  const { epoch, batch, step } = trainer
  return { status, epoch, batch, step, untilEpoch }
}

/** Through bytes and back, as a save and a reopening would. */
function reopened(session: TrainingSession, document: ProjectDocument) {
  const bytes = packProject({ document, ...session.saved(), tables: {} })
  const content = unpackProject(bytes, 'again.bpstudio')
  const clock = new HandClock()
  const again = new TrainingSession(new TableStore(), { clock })
  again.open(content.document, content)
  return { clock, session: again }
}

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
    expect(session.currentRun().reports.map(({ epoch, step }) => [epoch, step])).toEqual([
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

describe('slices', () => {
  /** A clock on which every update takes as long as the test says. */
  class UpdateClock extends HandClock {
    session: TrainingSession | null = null
    readonly perUpdate: number
    private made = 0
    private passed = 0

    constructor(perUpdate: number) {
      super()
      this.perUpdate = perUpdate
    }

    override now(): number {
      const step = this.session?.currentRun().trainer.step ?? 0
      this.passed += (step - this.made) * this.perUpdate
      this.made = step
      return this.passed
    }
  }
  const document = curveDocument({ epochs: 1_000_000, measureEvery: 0 })
  const training = (perUpdate: number): { clock: UpdateClock; session: TrainingSession } => {
    const clock = new UpdateClock(perUpdate)
    const session = new TrainingSession(new TableStore(), { clock })
    clock.session = session
    session.open(document)
    session.train(document)
    return { clock, session }
  }

  test.each([
    [1, 10, 11],
    [0.1, 90, 120],
    [0.01, 900, 1200],
    [40, 1, 1],
  ])('updates of %d ms: a slice soon holds %d to %d of them', (perUpdate, least, most) => {
    const { clock, session } = training(perUpdate)
    for (let turn = 0; turn < 12; turn++) clock.turn()
    const before = session.currentRun().trainer.step
    clock.turn()
    const held = session.currentRun().trainer.step - before
    expect(held).toBeGreaterThanOrEqual(least)
    expect(held).toBeLessThanOrEqual(most)
  })

  test('a step is one update, however many a slice holds', () => {
    const { clock, session } = training(0.001)
    for (let turn = 0; turn < 5; turn++) clock.turn()
    session.pause()
    clock.finish()
    const { step } = stateOf(session)
    session.step(document, 'batch')
    clock.finish()
    expect(stateOf(session)).toMatchObject({ status: 'paused', step: step + 1 })
    session.step(document, 'epoch')
    clock.finish()
    expect(stateOf(session)).toMatchObject({ status: 'paused', batch: 0 })
  })
})

test('early stopping finishes a run; training on counts anew', () => {
  const document = curveDocument({ epochs: 500, earlyStopping: { patience: 3, minimumDelta: 1e9, restoreBest: false } })
  const { clock, session } = opened(document)
  session.train(document)
  clock.finish()
  expect(stateOf(session)).toMatchObject({ status: 'finished', epoch: 4, untilEpoch: 500 })
  expect(session.currentRun().failure).toBeNull()
  session.train(document)
  clock.finish()
  expect(stateOf(session)).toMatchObject({ status: 'finished', epoch: 8 })
  expect(session.currentRun().reports).toHaveLength(8)
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

  test('can be saved and opened again', () => {
    const { clock, session } = opened(document)
    session.train(document)
    clock.finish()
    const again = reopened(session, document)
    expect(again.session.currentRun().failure).toBe(session.currentRun().failure)
    expect(stateOf(again.session)).toEqual(stateOf(session))
    expect(again.session.currentRun().state).toEqual(session.currentRun().state)
    expect(again.session.currentRun().reports).toEqual(session.currentRun().reports)
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

describe('saved in the middle of an epoch and opened again: as if it had never stopped, bit for bit', () => {
  const some: OptimizerSettings[] = [
    { id: 'sgd', learningRate: 0.1, momentum: 0, nesterov: false },
    { id: 'sgd', learningRate: 0.05, momentum: 0.9, nesterov: false },
    { id: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  ]
  const cases = some.flatMap((optimizer) =>
    [true, false].flatMap((shuffle) => [1, 5, 6, 8].map((steps) => ({ optimizer, shuffle, steps }))),
  )
  test.each(cases)('$optimizer, shuffled: $shuffle, after $steps updates', ({ optimizer, shuffle, steps }) => {
    const document = curveDocument({ optimizer, shuffle, epochs: 12 }, { validationShare: 0.3, scaling: 'standardize' })
    const straight = opened(document)
    straight.session.train(document)
    straight.clock.finish()

    const stopped = opened(document)
    for (let step = 0; step < steps; step++) {
      stopped.session.step(document, 'batch')
      stopped.clock.finish()
    }
    const resumed = reopened(stopped.session, document)
    expect(resumed.session.currentRun().state).toEqual(stopped.session.currentRun().state)
    resumed.session.train(document)
    resumed.clock.finish()

    expect(resumed.session.currentRun().state).toEqual(straight.session.currentRun().state)
    expect(resumed.session.currentRun().reports).toEqual(straight.session.currentRun().reports)
    expect(stateOf(resumed.session)).toEqual({ status: 'finished', epoch: 12, batch: 0, step: 24, untilEpoch: 12 })
  })

  const everything: Layer[] = [
    denseLayer('hidden', 'Hidden', { units: 3 }),
    {
      kind: 'batch-normalization',
      id: 'normal',
      name: 'Normal',
      momentum: 0.2,
      epsilon: 1e-5,
      freezeWeights: false,
      freezeBiases: false,
    },
    { kind: 'dropout', id: 'drop', name: 'Drop', rate: 0.4 },
    denseLayer('output', 'Output', { units: 1, activation: 'linear', bias: 'none' }),
  ]
  const settings: Partial<TrainingSettings>[] = [
    ...idsOf(optimizers).map((id) => ({ optimizer: defaultSettings(optimizers, id) })),
    ...idsOf(schedules).map((id) => ({ schedule: defaultSettings(schedules, id) })),
    { schedule: { ...defaultSettings(schedules, 'reduce-on-plateau'), patience: 1, minimumDelta: 1, cooldown: 1 } },
    { earlyStopping: { patience: 3, minimumDelta: 0.001, restoreBest: true } },
    { measureEvery: 2, metrics: ['r2', 'rootMeanSquaredError'] },
    { measureEvery: 0, updateOrder: 'sequential', clipping: { id: 'norm', limit: 0.1 } },
  ]
  test.each(settings.map((changes) => ({ changes, name: JSON.stringify(changes) })))(
    'dropout, running statistics and $name',
    ({ changes }) => {
      const curve = curveDocument({ shuffle: true, epochs: 6, ...changes }, { validationShare: 0.3 })
      const { network } = inlineDocument({ features: [[0]], targets: [[0]], layers: everything })
      const document = { ...curve, network }
      const straight = opened(document)
      straight.session.train(document)
      straight.clock.finish()
      let { clock, session } = opened(document)
      for (let steps = 0; steps < 3; steps++) {
        session.step(document, 'batch')
        clock.finish()
        ;({ clock, session } = reopened(session, document))
      }
      session.train(document)
      clock.finish()
      expect(session.currentRun().state).toEqual(straight.session.currentRun().state)
      expect(session.currentRun().reports).toEqual(straight.session.currentRun().reports)
      expect(stateOf(session)).toEqual(stateOf(straight.session))
      expect(stateOf(session).status).toBe('finished')
    },
  )

  test('many saves on the way change nothing', () => {
    const document = curveDocument({ shuffle: true, epochs: 5 }, { validationShare: 0.3 })
    const straight = opened(document)
    straight.session.train(document)
    straight.clock.finish()
    let { clock, session } = opened(document)
    while (session.currentRun().state.epoch < 5) {
      session.step(document, 'batch')
      clock.finish()
      ;({ clock, session } = reopened(session, document))
    }
    expect(session.currentRun().state).toEqual(straight.session.currentRun().state)
  })

  test('a running run is saved as it is and reopened paused', () => {
    const document = curveDocument({ epochs: 9 })
    const { clock, session } = opened(document)
    session.train(document)
    clock.turn()
    const again = reopened(session, document)
    expect(stateOf(again.session)).toEqual({ ...stateOf(session), status: 'paused' })
    expect(again.clock.waiting).toBe(0)
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
    const { reports } = session.currentRun()
    session.reset(document)
    expect(session.currentRun().state).toEqual(initial)
    expect(session.records()).toEqual([
      {
        id: 'run-1',
        number: 1,
        startedAt: '2024-01-02T03:04:05.000Z',
        status: 'finished',
        epoch: 2,
        step: 6,
        bestEpoch: null,
        seconds: expect.any(Number),
        summary: '1-3-1, SGD 0.1, batch 4, seed 1, float64',
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

test('a damaged run leaves the open project as it was', () => {
  const document = curveDocument()
  const { clock, session } = opened(document)
  session.step(document, 'batch')
  clock.finish()
  const run = session.currentRun()
  const saved = session.saved()
  const own = saved.run
  if (!own) throw new Error('A run with a step is saved.')
  const bad = [
    { ...saved, run: { ...own, checkpoint: {} } },
    { ...saved, history: { runs: 3 } },
    { ...saved, run: { ...own, weights: {} } },
    { ...saved, run: { ...own, checkpoint: { ...(own.checkpoint as object), batch: 9 } } },
    { ...saved, run: { ...own, checkpoint: { ...(own.checkpoint as object), memory: [1] } } },
    { ...saved, run: { ...own, checkpoint: { ...(own.checkpoint as object), snapshot: { formatVersion: 9 } } } },
    { ...saved, run: { ...own, checkpoint: { ...(own.checkpoint as object), dropout: [0, 0, 0, 0] } } },
  ]
  const sentences = bad.map((each) => {
    try {
      session.open(document, each)
      return 'opened'
    } catch (thrown) {
      return thrown instanceof Error ? thrown.message : String(thrown)
    }
  })
  const because = (reason: string): string =>
    `The weights in the project can't be used: ${reason}. Restore the file from a copy.`
  expect(sentences).toEqual([
    because('checkpoint.json, runId: Invalid key: Expected "runId" but received undefined'),
    because('history.json, runs: Invalid type: Expected Array but received 3'),
    because('the tensor hidden.weights is missing'),
    because('checkpoint.json says that 9 batches of 4 are done, but orders 11 samples'),
    because('checkpoint.json keeps 1 number of the optimizer, which has 0'),
    because(
      'checkpoint.json, snapshot: the snapshot was saved by a newer version (format 9, this version reads up to 2). Update Backprop Studio; the file is untouched.',
    ),
    because('checkpoint.json, dropout: a random state is not all zeros'),
  ])
  expect(session.currentRun()).toBe(run)
})

test('the checkpoint of a project of format 1 goes on', () => {
  const old = fixture('test/fixtures/documents/format-1-xor.json') as { formatVersion: number }
  const document = documentAt('test/fixtures/documents/format-1-xor.json')
  expect(old.formatVersion).toBe(1)
  const straight = opened(document)
  straight.session.step(document, 'epoch')
  straight.clock.finish()
  const { run, history } = straight.session.saved()
  if (!run) throw new Error('A run with a step is saved.')
  const { kernel, memory, dropout, plateau, stopping, ...kept } = run.checkpoint as Record<string, unknown>
  expect([kernel, memory, dropout, plateau, stopping].every((value) => value !== undefined)).toBe(true)
  const checkpoint = { ...kept, optimizerStep: kept['step'], snapshot: old }
  const again = opened(document)
  again.session.open(document, { run: { ...run, checkpoint }, history })
  for (const { session, clock } of [straight, again]) {
    session.step(document, 'epoch')
    clock.finish()
  }
  expect(stateOf(again.session)).toMatchObject({ epoch: 2 })
  expect(again.session.currentRun().state).toEqual(straight.session.currentRun().state)
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

test('the records of earlier runs are saved while the document can not be trained', () => {
  const document = curveDocument()
  const { clock, session } = opened(document)
  session.step(document, 'epoch')
  clock.finish()
  const broken = { ...document, dataset: { kind: 'none' as const } }
  session.reset(broken)
  expect(session.saved().run).toBeNull()
  const again = reopened(session, broken)
  expect(again.session.records()).toEqual(session.records())
  expect(again.session.records()).toHaveLength(1)
})
