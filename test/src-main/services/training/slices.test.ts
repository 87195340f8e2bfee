import { describe, expect, test } from 'vitest'
import { TableStore } from '../../../../src-main/services/dataset/table-store'
import { TrainingSession } from '../../../../src-main/services/training/session'
import { curveDocument } from '../../../helpers/documents'
import { HandClock } from '../../../helpers/hand-clock'
import { opened, stateOf } from '../../../helpers/sessions'

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
    [1, 5, 6],
    [0.1, 45, 70],
    [0.01, 450, 700],
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
  expect(session.currentRun().epochs.reports).toHaveLength(8)
})
