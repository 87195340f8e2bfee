import { setImmediate } from 'node:timers/promises'
import { defaultSettings, idsOf } from '@shared/catalog/entry'
import { optimizers } from '@shared/catalog/optimizers'
import { denseLayer } from '@shared/document/defaults'
import { type ProjectDocument } from '@shared/document/schema'
import { type GradientMatrices } from '@shared/inspection/gradient-matrix'
import { RpcClient } from '@shared/protocol/client'
import { inspectionContract, type InspectionService } from '@shared/protocol/inspection-service'
import { memoryTransports } from '@shared/protocol/memory-transport'
import { offer, serve } from '@shared/protocol/server'
import { describe, expect, test } from 'vitest'
import { inspectionService } from '../../../../../src-main/services/training/inspection/inspection-service'
import { curveDocument, inlineDocument, workedDocument } from '../../../../helpers/documents'
import { numbersOf } from '../../../../helpers/traced-steps'
import { reopened, stateOf } from '../../../../helpers/sessions'
import { benchOf } from '../../../../helpers/training-bench'

/** The service as a window has it: contract, codec and frames between. */
function inspected(document: ProjectDocument) {
  const bench = benchOf(document)
  const [here, there] = memoryTransports()
  serve(there, [offer('inspection', inspectionContract, inspectionService(bench.session))])
  const inspection = new RpcClient(here).service<InspectionService>('inspection', inspectionContract)
  return { ...bench, inspection }
}

const next = { kind: 'next' } as const
const scratch = { kind: 'debugger' } as const

async function all<Event>(events: AsyncIterable<Event>): Promise<Event[]> {
  const list: Event[] = []
  for await (const event of events) list.push(event)
  return list
}

async function stepped(document: ProjectDocument, steps = 1) {
  const bench = inspected(document)
  for (let step = 0; step < steps; step++) {
    await bench.service.step({ document, unit: 'batch' })
    bench.clock.finish()
  }
  return bench
}

const dropping = (changes: Partial<ProjectDocument['training']> = {}): ProjectDocument =>
  inlineDocument({
    features: Array.from({ length: 11 }, (_, row) => [row / 5 - 1, (row % 3) - 1]),
    targets: Array.from({ length: 11 }, (_, row) => [Math.sin(row)]),
    layers: [
      denseLayer('hidden', 'Hidden', { units: 6 }),
      { kind: 'dropout', id: 'dropout', name: 'Dropout', rate: 0.4 },
      denseLayer('output', 'Output', { units: 1, activation: 'linear' }),
    ],
    training: { shuffle: true, optimizer: defaultSettings(optimizers, 'adam'), ...changes },
  })

const plateau = { factor: 0.5, patience: 0, minimumDelta: 1, cooldown: 0, lowest: 0 }

describe('the next update', () => {
  test.each([0, 1, 2, 3])(
    'is traced as the run makes it: batch, rate, masks and all, after %d updates',
    async (steps) => {
      const document = dropping()
      const { clock, service, session, inspection } = await stepped(document, steps)
      const before = session.currentRun().state
      const trace = await inspection.traceBatch({ batch: next })
      const layers = await Promise.all(
        ['hidden', 'output'].map((layer) => inspection.layerUpdate({ batch: next, layer })),
      )
      expect(session.currentRun().state).toEqual(before)
      expect(trace.step).toBe(steps)
      expect(trace.layers.find(({ id }) => id === 'dropout')?.dropoutFactors).not.toBeNull()
      await service.step({ document, unit: 'batch' })
      clock.finish()
      const { program, learningRate } = session.currentRun().trainer
      expect(trace.loss).toBeCloseTo(session.currentRun().lastBatchLoss ?? Number.NaN, 12)
      expect(trace.rate).toBe(learningRate)
      for (const update of layers) {
        const made = program.parameters()[update.id]
        const shown = update.terms.find(({ name }) => name === 'new')
        const [one, other] = [
          [...(shown?.weights.flat() ?? []), ...(shown?.biases ?? [])],
          numbersOf({ own: made ?? { weights: [], biases: [] } }),
        ]
        expect(one).toHaveLength(other.length)
        one.forEach((value, index) => expect(value).toBeCloseTo(other[index] ?? Number.NaN, 12))
      }
    },
  )

  test('can be made of other rows, and is refused for rows that are not there, for layers and weights that are not', async () => {
    const { inspection } = await stepped(dropping())
    const batch = { kind: 'rows', rows: [4, 4, 9] } as const
    expect((await inspection.traceBatch({ batch })).rows).toEqual([4, 4, 9])
    await expect(inspection.traceBatch({ batch: { kind: 'rows', rows: [11] } })).rejects.toThrow(
      'There is no sample 11; the data has 11 rows, counted from 0.',
    )
    await expect(inspection.layerUpdate({ batch, layer: 'dropout' })).rejects.toThrow(
      'The run has no layer Dropout with parameters.',
    )
    await expect(inspection.weightChange({ batch, layer: 'hidden', unit: 6, input: 0, mostPaths: 5 })).rejects.toThrow(
      'The run has no weight [7, 1] in Hidden.',
    )
    await expect(inspection.traceBatch({ batch: { kind: 'rows', rows: [] } })).rejects.toMatchObject({
      code: 'bad-call',
    })
    await expect(inspection.traceBatch({ batch: scratch })).rejects.toThrow(
      'The step debugger is not open. Open it first.',
    )
  })

  test('is refused where it has more numbers than can be shown', async () => {
    const document = curveDocument()
    const layers = document.network.layers.map((layer) =>
      layer.id === 'hidden' ? { ...layer, units: 300_000 } : layer,
    )
    const { inspection } = inspected({ ...document, network: { ...document.network, layers } })
    await expect(inspection.traceBatch({ batch: next })).rejects.toMatchObject({ code: 'too-large-to-inspect' })
    await expect(inspection.openDebugger({ breakpoints: [] })).rejects.toMatchObject({ code: 'too-large-to-inspect' })
  })

  test('tells why a weight changes', async () => {
    const { inspection } = inspected(workedDocument())
    const change = await inspection.weightChange({ batch: next, layer: 'output', unit: 0, input: 0, mostPaths: 9 })
    const { parts, paths } = change
    expect(change.new).toBeCloseTo(0.35891647971788465, 14)
    expect(parts.data + parts.rounding).toBeCloseTo(change.new - change.old, 15)
    expect(paths?.listed).toHaveLength(1)
    expect(paths?.listed[0]?.stops.map(({ at, layer }) => `${at} ${layer}`)).toEqual([
      'z output',
      'a output',
      'loss output',
    ])
  })
})

describe('the update after so many others', () => {
  const after = (updates: number) => ({ kind: 'after', updates }) as const

  test.each([
    ['compiled', dropping()],
    ['sequential', dropping({ updateOrder: 'sequential' })],
    ['float32', dropping({ precision: 'float32' })],
    ['with a schedule', dropping({ schedule: { id: 'reduce-on-plateau', ...plateau } })],
  ])('is bit for bit that of a run that made them, %s, and leaves the run as it is', async (_, document) => {
    const { inspection, session } = await stepped(document, 2)
    const before = session.currentRun().state
    for (const updates of [7, 0, 12, 7]) {
      const run = await stepped(document, updates)
      const made = await run.inspection.traceBatch({ batch: next })
      expect(await inspection.traceBatch({ batch: after(updates) })).toEqual(made)
      expect(await inspection.layerUpdate({ batch: after(updates), layer: 'hidden' })).toEqual(
        await run.inspection.layerUpdate({ batch: next, layer: 'hidden' }),
      )
    }
    expect(session.currentRun().state).toEqual(before)
  })

  test('begins with the weights that the document gives a run of today', async () => {
    const document = workedDocument()
    const { inspection, session } = inspected(document)
    expect((await inspection.traceBatch({ batch: after(10_000) })).loss).toBeCloseTo(3.510187782978859e-5, 15)
    session.prepare({ ...document, training: { ...document.training, updateOrder: 'sequential' } })
    expect((await inspection.traceBatch({ batch: after(10_000) })).loss).toBeCloseTo(3.5084786296312774e-5, 15)
  })

  test('is refused where it would take long, and where a number on the way is not finite', async () => {
    const { inspection } = inspected(workedDocument())
    await expect(inspection.traceBatch({ batch: after(10_000_000) })).rejects.toThrow(
      /^The numbers after 10000000 updates of this network would take long to work out; up to \d+ can be looked ahead\. Train the network to see them\.$/,
    )
    const optimizer = { ...defaultSettings(optimizers, 'sgd'), learningRate: 1000 }
    const diverging = inspected(curveDocument({ optimizer }))
    await expect(diverging.inspection.traceBatch({ batch: after(200) })).rejects.toMatchObject({ code: 'diverged' })
    expect((await diverging.inspection.traceBatch({ batch: after(0) })).step).toBe(0)
  })
})

describe('the gradient check', () => {
  const resultOf = async (events: AsyncIterable<unknown>): Promise<GradientMatrices> => {
    const last = (await all(events)).at(-1) as { kind: string; result: GradientMatrices }
    expect(last.kind).toBe('result')
    return last.result
  }

  test('gives a matrix per layer, whose gradients are those of backpropagation', async () => {
    const document = dropping({ regularization: { l1: 0, l2: 0.1 } })
    const { inspection } = await stepped(document, 2)
    const { layers, largest, compared, parameters, rows } = await resultOf(
      inspection.checkGradients({ epsilon: 1e-5, samples: 8 }),
    )
    expect(
      layers.map(({ layer, rows: units, columns, weights, biases }) => [
        layer,
        units,
        columns,
        weights.errors.length,
        biases.errors.length,
      ]),
    ).toEqual([
      ['hidden', 6, 2, 12, 6],
      ['output', 1, 6, 6, 1],
    ])
    expect([compared, parameters]).toEqual([25, 25])
    expect(largest?.error).toBeLessThan(1e-6)
    const update = await inspection.layerUpdate({ batch: { kind: 'rows', rows }, layer: 'hidden' })
    const penalized = update.terms.find(({ name }) => name === 'penalized')
    layers[0]?.weights.analytic.forEach((value, index) =>
      expect(value).toBeCloseTo(penalized?.weights.flat()[index] ?? Number.NaN, 13),
    )
  })

  test('a large network is checked in part, says how far it is, and can be ended', async () => {
    const document = inlineDocument({
      features: [Array.from({ length: 60 }, (_, index) => Math.sin(index))],
      targets: [[1]],
      layers: [
        denseLayer('hidden', 'Hidden', { units: 900 }),
        denseLayer('output', 'Output', { units: 1, activation: 'linear' }),
      ],
    })
    const { inspection } = inspected(document)
    const reader = inspection.checkGradients({ epsilon: 1e-4, samples: 1 })[Symbol.asyncIterator]()
    const first = await reader.next()
    expect(first.value).toMatchObject({ kind: 'progress', done: 0 })
    const { of } = first.value as { of: number }
    expect(of).toBeLessThan(55_000)
    const { done } = (await reader.next()).value as { done: number }
    expect(done).toBeGreaterThan(0)
    expect(done).toBeLessThan(of)
    await reader.return?.()
    const controller = new AbortController()
    const ended = all(inspection.checkGradients({ epsilon: 1e-4, samples: 1 }, controller.signal))
    await setImmediate()
    controller.abort()
    expect((await ended).every(({ kind }) => kind === 'progress')).toBe(true)
  })

  test('the curve falls with epsilon while curvature leads, and rises when rounding does', async () => {
    const { inspection } = await stepped(dropping(), 1)
    const whole = await all(inspection.gradientCurve({ place: null, samples: 4 }))
    const one = await all(inspection.gradientCurve({ place: { layer: 'hidden', row: 2, column: 1 }, samples: 4 }))
    for (const curve of [whole, one]) {
      expect(curve.map(({ epsilon }) => epsilon)).toEqual([
        1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12,
      ])
      const least = Math.min(...curve.map(({ median }) => median ?? Number.POSITIVE_INFINITY))
      expect(curve[0]?.median).toBeGreaterThan(100 * least)
      expect(curve.at(-1)?.median).toBeGreaterThan(100 * least)
    }
    expect(one.every(({ largest, median, compared }) => largest === median && compared === 1)).toBe(true)
    await expect(
      all(inspection.gradientCurve({ place: { layer: 'hidden', row: 9, column: 1 }, samples: 4 })),
    ).rejects.toThrow('The run has no weight [10, 2] in Hidden.')
  })
})

describe('the difference of float32', () => {
  test('is that of single precision, in every layer and after the next update', async () => {
    const { inspection, session } = await stepped(dropping({ precision: 'float32' }), 3)
    const before = session.currentRun().state
    const { kernel, layers, step } = await inspection.floatDifference({ sample: 5 })
    expect(session.currentRun().state).toEqual(before)
    expect([kernel.startsWith('float32'), step]).toEqual([true, 3])
    expect(layers.map(({ id, updated }) => [id, updated === null])).toEqual([
      ['input', true],
      ['hidden', false],
      ['dropout', true],
      ['output', false],
    ])
    for (const { id, activations, updated } of layers) {
      expect([...activations.program]).toEqual(
        Array.from(session.currentRun().trainer.program.activations(5)[id] ?? []),
      )
      for (const each of [activations, ...(updated ? [updated] : [])]) {
        expect(each.largest).toBeLessThan(1e-5)
        expect(Math.abs((each.program[each.at] ?? 0) - (each.reference[each.at] ?? 0))).toBe(each.largest)
      }
    }
    expect(Math.max(...layers.map(({ activations }) => activations.largest))).toBeGreaterThan(1e-12)
    await expect(inspection.floatDifference({ sample: 11 })).rejects.toMatchObject({ code: 'no-sample' })
  })

  test('of a run in float64 is its last digits', async () => {
    const { inspection } = await stepped(dropping(), 3)
    const { layers } = await inspection.floatDifference({ sample: 5 })
    for (const { activations, updated } of layers)
      for (const each of [activations, ...(updated ? [updated] : [])]) expect(each.largest).toBeLessThan(1e-12)
  })
})

describe('the step debugger', () => {
  test('walks, stops at a breakpoint, and leaves the run as it is', async () => {
    const { inspection, session } = await stepped(dropping())
    const before = session.currentRun().state
    const opened = await inspection.openDebugger({ breakpoints: [] })
    expect(opened).toMatchObject({ batch: 0, position: 0, step: 1, last: null, hits: [] })
    expect(await inspection.traceBatch({ batch: scratch })).toEqual(await inspection.traceBatch({ batch: next }))
    const neuron = await inspection.stepForward({ granularity: 'neuron' })
    expect(neuron.last?.operation).toMatchObject({ phase: 'forward', what: 'a', layer: 'input', unit: 0 })
    expect(await inspection.stepBack({ granularity: 'operation' })).toMatchObject({ batch: 0, position: 0 })
    await inspection.setBreakpoints({ breakpoints: [{ kind: 'loss-rises' }] })
    const hit = await inspection.runToBreakpoint({ mostBatches: 50 })
    expect(hit.hits).toHaveLength(1)
    const trace = await inspection.traceBatch({ batch: scratch })
    expect(trace.loss).toBe(hit.hits[0]?.value)
    expect(session.currentRun().state).toEqual(before)
    await inspection.closeDebugger()
    await expect(inspection.debuggerView()).rejects.toMatchObject({ code: 'no-debugger' })
  })

  test('the cursor can be sent to a place of its update, and the way there has sections', async () => {
    const { inspection } = inspected(workedDocument())
    const opened = await inspection.openDebugger({ breakpoints: [{ kind: 'delta-below', limit: 9, layer: null }] })
    expect(opened.sections.map(({ phase, layer, start, end }) => [phase, layer, start, end])).toEqual([
      ['forward', 'input', 0, 2],
      ['forward', 'hidden', 2, 6],
      ['forward', 'output', 6, 10],
      ['loss', 'output', 10, 11],
      ['backward', 'output', 11, 15],
      ['backward', 'hidden', 15, 19],
      ['backward', 'input', 19, 21],
      ['gradient', 'output', 21, 23],
      ['gradient', 'hidden', 23, 25],
      ['update', 'output', 25, 27],
      ['update', 'hidden', 27, 29],
    ])
    const moved = await inspection.moveTo({ position: 15 })
    expect(moved).toMatchObject({ position: 15, hits: [], last: { operation: { what: 'delta', layer: 'output' } } })
    expect(await inspection.moveTo({ position: 1000 })).toMatchObject({ position: 29, next: { what: 'commit' } })
    expect(await inspection.moveTo({ position: 0 })).toEqual(opened)
  })

  test('a run to a breakpoint is ended by the next call, and by its signal', async () => {
    const { inspection } = await stepped(dropping())
    await inspection.openDebugger({ breakpoints: [] })
    const running = inspection.runToBreakpoint({ mostBatches: 100_000 })
    await setImmediate()
    const { batch } = await inspection.stepBack({ granularity: 'operation' })
    expect((await running).batch).toBe(batch)
    const controller = new AbortController()
    const cancelled = (
      inspection.runToBreakpoint as (argument: { mostBatches: number }, signal: AbortSignal) => Promise<unknown>
    )({ mostBatches: 100_000 }, controller.signal)
    controller.abort()
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
    await setImmediate()
    const now = await inspection.debuggerView()
    await setImmediate()
    expect(await inspection.debuggerView()).toEqual(now)
  })

  test.each(idsOf(optimizers))(
    'what it applies, the run goes on from as if it had made the updates, with %s',
    async (id) => {
      const document = dropping({ optimizer: defaultSettings(optimizers, id), updateOrder: 'sequential' })
      const straight = await stepped(document, 5)
      const applied = await stepped(document, 1)
      await applied.inspection.openDebugger({ breakpoints: [] })
      for (let batch = 0; batch < 4; batch++) await applied.inspection.stepForward({ granularity: 'batch' })
      await applied.inspection.stepForward({ granularity: 'layer' })
      expect(await applied.inspection.applyToRun()).toEqual({ from: 1, to: 5 })
      expect(stateOf(applied.session)).toEqual(stateOf(straight.session))
      expect(applied.session.currentRun().state).toEqual(straight.session.currentRun().state)
      const [made, wanted] = [applied, straight].map(({ session }) => session.currentRun())
      expect(made?.epochs.reports.map(({ epoch, step }) => ({ epoch, step }))).toEqual([{ epoch: 1, step: 3 }])
      expect(made?.epochs.reports).toEqual(wanted?.epochs.reports)
      expect(made?.batches.recorded()).toEqual(wanted?.batches.recorded())
      expect(made?.lastBatchLoss).toBe(wanted?.lastBatchLoss)
      for (const { service, clock } of [straight, applied]) {
        await service.train({ document })
        clock.finish()
      }
      expect(applied.session.currentRun().state).toEqual(straight.session.currentRun().state)
      expect(applied.session.records().map((record) => record.applied)).toEqual([[{ from: 1, to: 5 }]])
      const again = reopened(applied.session, document)
      expect(again.session.records()).toEqual(applied.session.records())
      expect(again.session.currentRun().state).toEqual(applied.session.currentRun().state)
    },
  )

  test('what it applies to a run in float32 is rounded to it', async () => {
    const document = dropping({ precision: 'float32' })
    const { inspection, session } = await stepped(document)
    await inspection.openDebugger({ breakpoints: [] })
    await inspection.stepForward({ granularity: 'batch' })
    await inspection.applyToRun()
    const numbers = numbersOf(session.currentRun().state.program.parameters)
    expect(numbers).toEqual(numbers.map(Math.fround))
    expect(await inspection.debuggerView()).toMatchObject({ batch: 0, position: 0, step: 2 })
  })

  test('applies nothing to a run that trains, went on, was replaced, or where no update was made', async () => {
    const document = dropping({ epochs: 1000 })
    const { inspection, service, clock } = await stepped(document)
    await inspection.openDebugger({ breakpoints: [] })
    const refusal = async () =>
      inspection.applyToRun().then(
        () => 'applied',
        (thrown: Error) => thrown.message,
      )
    expect(await refusal()).toBe('The number was not changed: the debugger has made no update yet.')
    await inspection.stepForward({ granularity: 'batch' })
    await service.editParameter({ layer: 'hidden', unit: 0, input: 0, value: 0.5 })
    const wentOn = 'The number was not changed: the run went on since the debugger was opened. Open it again.'
    expect(await refusal()).toBe(wentOn)
    await service.train({ document })
    clock.turn()
    expect(await refusal()).toBe('The number was not changed: the run is training. Press Pause, then apply again.')
    await service.pause()
    expect(await refusal()).toBe(wentOn)
    await service.reset({ document })
    expect(await refusal()).toBe('The number was not changed: the run that the debugger copied is no longer there.')
  })
})

test('without a run every call says what is missing', async () => {
  const { inspection } = inspected({ ...workedDocument(), dataset: { kind: 'none' } })
  const missing = { code: 'cannot-train' }
  await expect(inspection.traceBatch({ batch: next })).rejects.toMatchObject(missing)
  await expect(inspection.openDebugger({ breakpoints: [] })).rejects.toMatchObject(missing)
  await expect(inspection.floatDifference({ sample: 0 })).rejects.toMatchObject(missing)
  await expect(all(inspection.checkGradients({ epsilon: 1e-5, samples: 1 }))).rejects.toMatchObject(missing)
})

test.each([
  ['checkGradients', { epsilon: 0, samples: 1 }],
  ['checkGradients', { epsilon: 1e-5, samples: 65 }],
  ['weightChange', { batch: next, layer: 'hidden', unit: 0, input: 0, mostPaths: 1001 }],
  ['stepForward', { granularity: 'epoch' }],
  ['openDebugger', { breakpoints: [{ kind: 'delta-below', limit: -1, layer: null }] }],
  ['runToBreakpoint', { mostBatches: 0 }],
] as const)('%s refuses %j', async (method, argument) => {
  const { inspection } = inspected(workedDocument())
  const called = (inspection[method] as (argument: unknown) => unknown)(argument)
  await expect(called instanceof Promise ? called : all(called as AsyncIterable<unknown>)).rejects.toMatchObject({
    code: 'bad-call',
  })
})
