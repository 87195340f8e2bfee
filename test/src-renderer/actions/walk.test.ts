import { AppError } from '@shared/errors'
import { type BreakpointHit, type DebuggerView } from '@shared/inspection/step-debugger'
import { type InspectionService } from '@shared/protocol/inspection-service'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isEnabled, perform } from '../../../src-renderer/actions/perform'
import { closeWalk, openWalk, walkBack, walkForward, walkToStart, walkUpdate } from '../../../src-renderer/actions/walk'
import { applyHindrance, applyWalk } from '../../../src-renderer/actions/walk-apply'
import { setBreakpoints } from '../../../src-renderer/actions/walk-breakpoints'
import { playWalk, runToBreakpoint } from '../../../src-renderer/actions/walk-play'
import { useDocumentStore } from '../../../src-renderer/stores/document'
import { useNoticesStore } from '../../../src-renderer/stores/notices'
import { useSessionStore } from '../../../src-renderer/stores/session'
import { useStudyStore } from '../../../src-renderer/stores/study'
import { useTrainingStore } from '../../../src-renderer/stores/training'
import { useWalkStore } from '../../../src-renderer/stores/walk'
import { curveDocument } from '../../helpers/documents'
import { runUpdate } from '../helpers/fake-host'
import { openedProject, workedExample } from '../helpers/real-services'

beforeEach(() => setActivePinia(createPinia()))
afterEach(() => vi.useRealTimers())

const place = (): string => `${useStudyStore().walk?.batch} ${useStudyStore().walk?.position}`

describe('the step debugger', () => {
  it('opens on its page, walks and comes back; the run is left alone until its updates are applied', async () => {
    const { session, clock } = openedProject(workedExample())
    const before = session.currentRun().state
    await perform(openWalk)
    expect([useSessionStore().page, place(), isEnabled(walkBack), isEnabled(openWalk)]).toEqual([
      'backprop',
      '0 0',
      false,
      false,
    ])
    await perform(walkForward)
    useWalkStore().granularity = 'layer'
    await perform(walkForward)
    await perform(walkForward)
    expect(place()).toBe('0 6')
    await perform(walkBack)
    expect(place()).toBe('0 2')
    await perform(walkToStart)
    expect(place()).toBe('0 0')
    expect(applyHindrance()).toBe('There is nothing to apply yet. Press Update to make an update on the copy.')
    await perform(walkUpdate)
    await perform(walkUpdate)
    expect(place()).toBe('2 0')
    expect(session.currentRun().state).toEqual(before)
    expect(applyHindrance()).toBeNull()
    await perform(applyWalk)
    clock.finish()
    expect(session.currentRun().trainer.step).toBe(2)
    expect(useNoticesStore().notices.map(({ text }) => text)).toEqual(['2 updates were applied: the run is at step 2.'])
    expect([place(), useDocumentStore().dirty]).toEqual(['0 0', true])
    await perform(closeWalk)
    expect(useStudyStore().walk).toBeNull()
  })

  it('copies the run of the document as it is shown, however late the engine hears of it', async () => {
    const { session } = openedProject(curveDocument())
    useDocumentStore().replace({ document: workedExample(), path: null })
    await perform(openWalk)
    expect(session.currentRun().snapshot).toEqual(workedExample())
    expect(useStudyStore().walk?.operations).toBe(30)
  })

  it('shows the sample that was worked on last', async () => {
    openedProject(curveDocument())
    await perform(openWalk)
    const study = useStudyStore()
    useWalkStore().granularity = 'sample'
    const places: (number | null)[] = []
    for (let step = 0; step < 3; step++) {
      await perform(walkForward)
      places.push(study.place, study.walk?.next.sample ?? null)
    }
    expect(places).toEqual([0, 1, 1, 2, 2, 3])
    await perform(walkUpdate)
    expect([place(), study.place]).toEqual(['1 0', 0])
  })

  it('tells why nothing can be applied', async () => {
    const { session } = openedProject(workedExample())
    await perform(openWalk)
    await perform(walkUpdate)
    const runId = session.currentRun().id
    useTrainingStore().apply(runUpdate({ runId, status: 'running' }))
    expect(applyHindrance()).toBe('The run is training. Press Pause first.')
    useTrainingStore().apply(runUpdate({ runId, status: 'paused', step: 1 }))
    const wentOn = 'The run went on since the debugger was opened. Close it and open it again.'
    expect(applyHindrance()).toBe(wentOn)
    useTrainingStore().apply(runUpdate({ runId: 'run-2' }))
    expect([applyHindrance(), isEnabled(applyWalk)]).toEqual([wentOn, false])
  })

  it('keeps the sentence where it is refused', async () => {
    const error = AppError.of('too-large-to-inspect', { what: 'operations', count: 9, most: 5 })
    openedProject(workedExample(), { inspection: { openDebugger: () => Promise.reject(error) } })
    await perform(openWalk)
    expect([useStudyStore().walk, useWalkStore().refusal?.message]).toEqual([null, error.message])
  })

  it('is shut when the engine no longer knows it, or another project is opened', async () => {
    const { inspection } = openedProject(workedExample())
    await perform(openWalk)
    await inspection.closeDebugger()
    await perform(walkForward)
    expect(useStudyStore().walk).toBeNull()
    expect(useNoticesStore().notices.map(({ text }) => text)).toEqual(['The step debugger is not open. Open it first.'])
    await perform(openWalk)
    expect(useStudyStore().walk).not.toBeNull()
    useDocumentStore().replace({ document: curveDocument(), path: null })
    await vi.waitFor(() => expect(useStudyStore().walk).toBeNull())
  })

  it('runs to a breakpoint, and keeps it for the next opening', async () => {
    openedProject(workedExample())
    await perform(openWalk)
    expect(isEnabled(runToBreakpoint)).toBe(false)
    await setBreakpoints([{ kind: 'delta-below', limit: 0.005, layer: 'hidden' }])
    await perform(runToBreakpoint)
    const [hit] = useStudyStore().walk?.hits ?? []
    expect(hit).toMatchObject({ breakpoint: 0, reference: 0.005, operation: { what: 'delta', layer: 'hidden' } })
    expect(Math.abs(hit?.value ?? 1)).toBeLessThan(0.005)
    await perform(closeWalk)
    await perform(openWalk)
    expect(useWalkStore().breakpoints).toHaveLength(1)
  })

  it('says so where it meets no breakpoint', async () => {
    const { inspection } = openedProject(workedExample())
    const none = await inspection.openDebugger({ breakpoints: [] })
    openedProject(workedExample(), { inspection: { runToBreakpoint: async () => none } })
    await perform(openWalk)
    await setBreakpoints([{ kind: 'loss-rises' }])
    await perform(runToBreakpoint)
    expect(useWalkStore().outcome).toBe('No breakpoint was met in 10,000 updates.')
    await perform(walkForward)
    expect(useWalkStore().outcome).toBeNull()
  })

  it('a search for a breakpoint is ended by a pause', async () => {
    openedProject(workedExample())
    await perform(openWalk)
    await setBreakpoints([{ kind: 'not-finite' }])
    const searching = perform(runToBreakpoint)
    await vi.waitFor(() => expect(useWalkStore().search).not.toBeNull())
    expect([isEnabled(walkForward), isEnabled(playWalk)]).toEqual([false, true])
    await perform(playWalk)
    await searching
    expect([useWalkStore().search, useWalkStore().outcome, useStudyStore().walk?.hits]).toEqual([null, null, []])
    expect(useNoticesStore().notices).toEqual([])
  })
})

describe('playing', () => {
  const operation = { phase: 'forward', what: 'z', layer: 'hidden', sample: 0, unit: 0 } as const
  const hit: BreakpointHit = { breakpoint: 0, operation, value: 0, reference: null }
  const view = (position: number, changes: Partial<DebuggerView> = {}): DebuggerView => ({
    batch: 0,
    position,
    operations: 100,
    sections: [],
    step: 0,
    epoch: 0,
    batchOfEpoch: 0,
    rows: [0],
    rate: 0.5,
    last: null,
    next: operation,
    hits: [],
    blocked: false,
    ...changes,
  })

  /** An engine that answers when it is told to, and counts what is asked of it. */
  function slowEngine(hitAt = 1000) {
    const waiting: (() => void)[] = []
    let position = 0
    const inspection: Partial<InspectionService> = {
      openDebugger: async () => view(0),
      stepForward: () =>
        new Promise((resolve) => {
          waiting.push(() => {
            position += 1
            resolve(view(position, position >= hitAt ? { hits: [hit] } : {}))
          })
        }),
    }
    openedProject(workedExample(), { inspection })
    return { waiting, answer: () => waiting.shift()?.() }
  }

  /** Lets time pass and frames arrive, until `condition` holds. */
  const until = (condition: () => void) => vi.waitFor(condition, { interval: 10 })

  it('asks for one step at a time, at the speed that is chosen', async () => {
    vi.useFakeTimers()
    const { waiting, answer } = slowEngine()
    await perform(openWalk)
    useWalkStore().speed = 2
    const playing = perform(playWalk)
    await until(() => expect(waiting).toHaveLength(1))
    await vi.advanceTimersByTimeAsync(5000)
    expect(waiting).toHaveLength(1)
    answer()
    await until(() => expect(place()).toBe('0 1'))
    expect(waiting).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(500)
    await until(() => expect(waiting).toHaveLength(1))
    await perform(playWalk)
    answer()
    await playing
    expect([useWalkStore().playing, place()]).toEqual([false, '0 2'])
  })

  it('stops at a breakpoint', async () => {
    vi.useFakeTimers()
    const { waiting, answer } = slowEngine(2)
    await perform(openWalk)
    const playing = perform(playWalk)
    for (let step = 0; step < 2; step++) {
      await until(() => expect(waiting).toHaveLength(1))
      answer()
      await vi.advanceTimersByTimeAsync(1000)
    }
    await playing
    expect([useWalkStore().playing, place(), useStudyStore().walk?.hits]).toEqual([false, '0 2', [hit]])
  })

  it.each([
    ['another page is shown', () => (useSessionStore().page = 'data')],
    ['training starts', () => useTrainingStore().apply(runUpdate({ status: 'running' }))],
    ['the debugger is closed', () => (useStudyStore().walk = null)],
  ])('stops when %s', async (_, happens) => {
    vi.useFakeTimers()
    const { waiting, answer } = slowEngine()
    await perform(openWalk)
    const playing = perform(playWalk)
    await until(() => expect(waiting).toHaveLength(1))
    answer()
    await until(() => expect(place()).toBe('0 1'))
    happens()
    expect(useWalkStore().playing).toBe(false)
    await vi.advanceTimersByTimeAsync(5000)
    await playing
    expect(waiting).toHaveLength(0)
  })

  it('stops at an error, and shows it', async () => {
    const error = AppError.of('too-large-to-inspect', { what: 'numbers', count: 9, most: 5 })
    openedProject(workedExample(), { inspection: { stepForward: () => Promise.reject(error) } })
    await perform(openWalk)
    await perform(playWalk)
    expect(useWalkStore().playing).toBe(false)
    expect(useNoticesStore().notices.map(({ text }) => text)).toEqual([error.message])
  })
})
