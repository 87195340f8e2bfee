import { type EpochReport, type RunUpdate } from '@shared/protocol/training-service'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { useTrainingStore } from '../../../src-renderer/stores/training'
import { fakeServices, runUpdate } from '../helpers/fake-host'

const report = (epoch: number): EpochReport => ({
  epoch,
  step: epoch * 10,
  trainLoss: 1 / epoch,
  validationLoss: null,
  metrics: { training: {}, validation: null },
})

describe('the training store', () => {
  beforeEach(() => setActivePinia(createPinia()))

  it('appends reports after those it has, and drops them with a fresh run', () => {
    const store = useTrainingStore()
    store.apply(runUpdate({ reports: [report(1), report(2)], epoch: 2 }))
    store.apply(runUpdate({ reportsFrom: 2, reports: [report(3)], epoch: 3 }))
    expect(store.reports.map(({ epoch }) => epoch)).toEqual([1, 2, 3])
    expect(store.lastReport?.epoch).toBe(3)
    store.apply(runUpdate({ runId: 'run-2' }))
    expect([store.reports.length, store.lastReport, store.figures.runId]).toEqual([0, null, 'run-2'])
  })

  it('says what keeps the network from training and why a run failed', () => {
    const store = useTrainingStore()
    store.apply(runUpdate({ status: 'failed', failure: 'It diverged.', problem: 'No data.' }))
    expect([store.failure, store.problem, store.running]).toEqual(['It diverged.', 'No data.', false])
  })

  it('asks for the next update only after the frame in which it showed the last one', async () => {
    const given: number[] = []
    async function* updates(): AsyncGenerator<RunUpdate> {
      for (let epoch = 1; epoch <= 3; epoch++) {
        given.push(epoch)
        yield runUpdate({ epoch })
      }
    }
    const store = useTrainingStore()
    const atFrames: [number, number][] = []
    await store.follow(fakeServices({ training: { updates } }).training, async () => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      atFrames.push([store.figures.epoch, given.length])
      return 1
    })
    expect(atFrames).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ])
  })

  it.each([
    [1, 1000],
    [2, 6000],
  ])(
    'after an update of a run on %i threads that took a second to draw it rests for %i ms',
    async (threads, resting) => {
      vi.useFakeTimers()
      async function* updates(): AsyncGenerator<RunUpdate> {
        yield runUpdate({ epoch: 1, status: 'running', threads })
        yield runUpdate({ epoch: 2, status: 'running', threads })
        yield runUpdate({ epoch: 3, status: 'paused', threads })
      }
      const store = useTrainingStore()
      const done = store.follow(fakeServices({ training: { updates } }).training, () => Promise.resolve(1000))
      await vi.waitFor(() => expect(store.figures.epoch).toBe(1))
      await vi.advanceTimersByTimeAsync(resting - 200)
      expect(store.figures.epoch).toBe(1)
      await vi.advanceTimersByTimeAsync(200)
      expect(store.figures.epoch).toBe(2)
      await vi.advanceTimersByTimeAsync(resting)
      expect(store.figures.epoch).toBe(3)
      await done
      vi.useRealTimers()
    },
  )
})
