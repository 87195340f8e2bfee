import { AppError } from '@shared/errors'
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { type RunReading, useRunReading } from '../../../src-renderer/composables/use-run-reading'
import { useConnectionStore } from '../../../src-renderer/stores/connection'
import { useTrainingStore } from '../../../src-renderer/stores/training'
import { fakeServices, runUpdate } from '../helpers/fake-host'

/** Reads inside a component, as it is used. */
function reading<Value>(read: () => Promise<Value>): { reading: RunReading<Value>; unmount: () => void } {
  let found: RunReading<Value> | null = null
  const component = defineComponent(() => {
    found = useRunReading(read)
    return () => h('div')
  })
  const mounted = mount(component)
  if (!found) throw new Error('not set up')
  return { reading: found, unmount: () => mounted.unmount() }
}

describe('useRunReading', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    vi.useFakeTimers()
    return () => vi.useRealTimers()
  })

  it('waits for a connection, then reads at once and after every change', async () => {
    let count = 0
    const { reading: read } = reading(async () => ++count)
    await vi.advanceTimersByTimeAsync(1000)
    expect(read.value.value).toBeNull()
    useConnectionStore().opened(fakeServices({}))
    await vi.advanceTimersByTimeAsync(100)
    expect(read.value.value).toBe(1)
    useTrainingStore().apply(runUpdate({ step: 1, status: 'paused' }))
    await vi.advanceTimersByTimeAsync(100)
    expect(read.value.value).toBe(2)
  })

  it('reads at most once a second while a run trains, and at once when it stops', async () => {
    let count = 0
    useConnectionStore().opened(fakeServices({}))
    const { reading: read } = reading(async () => ++count)
    const training = useTrainingStore()
    for (let step = 1; step <= 40; step++) {
      training.apply(runUpdate({ step, status: 'running' }))
      await vi.advanceTimersByTimeAsync(50)
    }
    expect(read.value.value).toBeGreaterThanOrEqual(2)
    expect(read.value.value).toBeLessThanOrEqual(3)
    const before = count
    training.apply(runUpdate({ step: 41, status: 'paused' }))
    await vi.advanceTimersByTimeAsync(100)
    expect(count).toBe(before + 1)
  })

  it('tells why there is no newer value, and stops with its component', async () => {
    const error = AppError.of('no-sample', { sample: 3, rows: 2 })
    let fails = false
    let count = 0
    useConnectionStore().opened(fakeServices({}))
    const { reading: read, unmount } = reading(() => {
      count++
      return fails ? Promise.reject(error) : Promise.resolve('value')
    })
    await vi.advanceTimersByTimeAsync(100)
    fails = true
    useTrainingStore().apply(runUpdate({ step: 1 }))
    await vi.advanceTimersByTimeAsync(100)
    expect([read.value.value, read.problem.value?.message]).toEqual(['value', error.message])
    unmount()
    useTrainingStore().apply(runUpdate({ step: 2 }))
    await vi.advanceTimersByTimeAsync(2000)
    expect(count).toBe(2)
  })
})
