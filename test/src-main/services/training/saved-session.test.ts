import { defaultSettings, idsOf } from '@shared/catalog/entry'
import { optimizers } from '@shared/catalog/optimizers'
import { schedules } from '@shared/catalog/schedules'
import { denseLayer } from '@shared/document/defaults'
import { type Layer, type OptimizerSettings, type TrainingSettings } from '@shared/document/schema'
import { describe, expect, test } from 'vitest'
import { curveDocument, documentAt, fixture, inlineDocument } from '../../../helpers/documents'
import { opened, reopened, stateOf } from '../../../helpers/sessions'

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
    expect(resumed.session.currentRun().epochs.reports).toEqual(straight.session.currentRun().epochs.reports)
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
      expect(session.currentRun().epochs.reports).toEqual(straight.session.currentRun().epochs.reports)
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

test('records from before kernel and threads were kept have none', () => {
  const document = curveDocument()
  const { clock, session } = opened(document)
  session.step(document, 'epoch')
  clock.finish()
  session.reset(document)
  const [record] = session.records()
  if (!record) throw new Error('The run was archived.')
  const { kernel, threads, ...old } = record
  expect([kernel, threads]).toEqual(['float64', 1])
  session.open(document, { run: null, history: { runs: [old] } })
  expect(session.records()).toEqual([{ ...old, kernel: null, threads: null }])
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
