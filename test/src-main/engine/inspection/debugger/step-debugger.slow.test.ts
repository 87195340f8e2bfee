import { StepDebugger } from '@engine/inspection/debugger/step-debugger'
import { operationCount, planOperations } from '@engine/inspection/debugger/operations'
import { randomFromSeed } from '@engine/random'
import { defaultSettings, idsOf } from '@shared/catalog/entry'
import { optimizers } from '@shared/catalog/optimizers'
import { updateOrders } from '@shared/catalog/choices'
import { type ProjectDocument } from '@shared/document/schema'
import { type Breakpoint, type DebuggerView, granularities } from '@shared/inspection/step-debugger'
import { describe, expect, test } from 'vitest'
import { curveDocument, workedDocument } from '../../../../helpers/documents'
import { randomDocument } from '../../../../helpers/random-networks'
import { trainerOf } from '../../../../helpers/trainers'

function debuggerOf(
  document: ProjectDocument,
  { updates = 0, ...options }: { updates?: number; breakpoints?: Breakpoint[]; mostKept?: number } = {},
) {
  const trainer = trainerOf(document)
  if (updates > 0) trainer.advance(updates)
  const { network, data } = trainer
  const { training: settings } = document
  return { trainer, scratch: new StepDebugger({ network, data, settings, state: trainer.state(), ...options }) }
}

const withOptimizer = (document: ProjectDocument, id: (typeof optimizerIds)[number]): ProjectDocument => {
  const settings = defaultSettings(optimizers, id)
  const optimizer = settings.id === 'sgd' || settings.id === 'rmsprop' ? { ...settings, momentum: 0.9 } : settings
  return { ...document, training: { ...document.training, optimizer, shuffle: true } }
}
const optimizerIds = idsOf(optimizers)
const placeOf = ({ batch, position }: DebuggerView): string => `${batch} ${position}`

describe('n steps forwards and n steps back', () => {
  test.each(optimizerIds)('end where they began, bit for bit, with %s', (id) => {
    for (let seed = 1; seed <= 5; seed++) {
      const document = withOptimizer(randomDocument(seed), id)
      // Few states are kept, so that some are made again.
      const { scratch } = debuggerOf(document, { updates: 1, mostKept: seed % 2 === 0 ? 1 : 1e7 })
      const dice = randomFromSeed(seed, 'order')
      const begin = JSON.stringify(scratch.state())
      const trail: { place: string; state: string; granularity: (typeof granularities)[number] }[] = []
      let committed = 0
      for (let step = 0; step < 20; step++) {
        const granularity = granularities[dice.below(granularities.length)] ?? 'batch'
        const before = scratch.view()
        trail.push({ place: placeOf(before), state: JSON.stringify(scratch.state()), granularity })
        const after = scratch.forward(granularity)
        expect(after.blocked || placeOf(after) !== placeOf(before)).toBe(true)
        if (after.batch > before.batch) committed += 1
        else expect(JSON.stringify(scratch.state())).toBe(trail.at(-1)?.state)
      }
      expect(committed).toBeGreaterThan(0)
      // Every operation back, one by one: each place that was passed is passed again with the bits it had.
      const passed = new Map(trail.map(({ place, state }) => [place, state]))
      let seen = 0
      for (let view = scratch.view(); view.batch > 0 || view.position > 0;) {
        view = scratch.back('operation')
        const state = passed.get(placeOf(view))
        if (state === undefined) continue
        seen += 1
        expect(JSON.stringify(scratch.state())).toBe(state)
      }
      expect(seen).toBe(passed.size)
      expect(JSON.stringify(scratch.state())).toBe(begin)
    }
  })

  test.each(granularities)('in steps of one %s', (granularity) => {
    for (const seed of [3, 8, 21]) {
      const { scratch } = debuggerOf(randomDocument(seed))
      const places = [placeOf(scratch.view())]
      for (let step = 0; step < 60; step++) places.push(placeOf(scratch.forward(granularity)))
      const back = [placeOf(scratch.view())]
      for (let step = 0; step < 60; step++) back.push(placeOf(scratch.back(granularity)))
      expect(back.toReversed()).toEqual(places)
    }
  })
})

test.each(idsOf(updateOrders))('commits are the updates of the trainer, bit for bit, in %s order', (updateOrder) => {
  for (let seed = 1; seed <= 30; seed++) {
    const made = randomDocument(seed, { updateOrder, shuffle: true })
    const { trainer, scratch } = debuggerOf(made, { updates: 2 })
    for (let update = 0; update < 6; update++) {
      const { blocked } = scratch.forward('batch')
      if (blocked) break
      trainer.advance(1)
      expect(scratch.state()).toEqual(trainer.state())
    }
  }
})

test('nothing changes before the commit, and the run that was copied never does', () => {
  const { trainer, scratch } = debuggerOf(curveDocument(), { updates: 1 })
  const before = trainer.state()
  const { operations } = scratch.view()
  for (let position = 1; position < operations; position++) {
    expect(scratch.forward('operation').position).toBe(position)
    expect(scratch.state()).toEqual(before)
  }
  const after = scratch.forward('operation')
  expect([after.batch, after.position, after.step]).toEqual([1, 0, 2])
  expect(scratch.state().program.parameters).not.toEqual(before.program.parameters)
  expect(trainer.state()).toEqual(before)
  // What a caller does to a state it was given is its own business.
  scratch.state().program.parameters['hidden']?.weights[0]?.fill(7)
  expect(scratch.state().program.parameters['hidden']?.weights[0]).not.toContain(7)
})

describe('operations', () => {
  test('of the worked example: sample by sample, hidden layer before output, and back', () => {
    const { scratch } = debuggerOf(workedDocument())
    const names: string[] = []
    for (let view = scratch.view(); view.batch === 0; view = scratch.forward('operation')) {
      const { what, layer, unit } = view.next
      names.push(`${what} ${layer} ${unit}`)
    }
    const both = (layer: string, ...what: string[]) =>
      [0, 1].flatMap((unit) => what.map((each) => `${each} ${layer} ${unit}`))
    expect(names).toEqual([
      ...both('input', 'a'),
      ...both('hidden', 'z', 'a'),
      ...both('output', 'z', 'a'),
      'loss output null',
      ...both('output', 'gradientOfA', 'delta'),
      ...both('hidden', 'gradientOfA', 'delta'),
      ...both('input', 'gradientOfA'),
      ...both('output', 'gradient'),
      ...both('hidden', 'gradient'),
      ...both('output', 'update'),
      ...both('hidden', 'update'),
      'commit output null',
    ])
  })

  test('are as many as counted, and their terms add up to their values', () => {
    let summed = 0
    for (let seed = 1; seed <= 40; seed++) {
      const document = randomDocument(seed)
      const { scratch, trainer } = debuggerOf(document)
      const { rows } = scratch.view()
      const plan = planOperations(trainer.network, rows.length, document.training.updateOrder)
      expect(operationCount(trainer.network, rows.length)).toBe(plan.operations.length)
      for (
        let view = scratch.forward('operation');
        view.batch === 0 && !view.blocked;
        view = scratch.forward('operation')
      ) {
        const { last } = view
        if (!last || last.value === null || last.terms.length === 0) continue
        summed += 1
        const products = last.terms.map(({ factors }) => factors.reduce((all, factor) => all * factor, 1))
        const size = Math.max(1, ...products.map(Math.abs))
        const sum = products.reduce((all, product) => all + product, 0)
        expect(Math.abs(sum - last.value) / size, JSON.stringify(last.operation)).toBeLessThan(1e-12)
      }
    }
    expect(summed).toBeGreaterThan(1000)
  })
})

describe('breakpoints', () => {
  const walk = (scratch: StepDebugger, most = 200): DebuggerView => {
    let view = scratch.view()
    for (let step = 0; step < most; step++) {
      view = scratch.forward('batch')
      if (view.hits.length > 0 || view.blocked) break
    }
    return view
  }

  test('the loss rises', () => {
    const document = curveDocument({ shuffle: true })
    const { trainer, scratch } = debuggerOf(document, { breakpoints: [{ kind: 'loss-rises' }] })
    const losses = trainer.advance(40).stretches.flatMap((stretch) => [...stretch.losses])
    const rising = losses.findIndex((loss, at) => at > 0 && loss > (losses[at - 1] ?? Number.POSITIVE_INFINITY))
    const view = walk(scratch)
    expect(view.batch).toBe(rising)
    expect(view.hits).toMatchObject([{ breakpoint: 0, value: losses[rising], reference: losses[rising - 1] }])
    expect(view.last?.operation.what).toBe('loss')
  })

  test('a small delta, in the layer that is named', () => {
    const { scratch } = debuggerOf(workedDocument(), {
      breakpoints: [
        { kind: 'delta-below', limit: 0.009, layer: 'output' },
        { kind: 'delta-below', limit: 0.009, layer: null },
      ],
    })
    const view = walk(scratch)
    expect(view.batch).toBe(0)
    expect(view.hits).toMatchObject([
      {
        breakpoint: 1,
        operation: { what: 'delta', layer: 'hidden', unit: 0 },
        value: expect.closeTo(0.008771354689, 11),
        reference: 0.009,
      },
    ])
  })

  test.each([1e200, 1e308])('a number that is not finite at rate %d; the commit is then refused', (learningRate) => {
    const document = curveDocument({ optimizer: { ...defaultSettings(optimizers, 'sgd'), learningRate } })
    const { scratch, trainer } = debuggerOf(document, { breakpoints: [{ kind: 'not-finite' }] })
    const view = walk(scratch)
    const { failure } = trainer.advance(10)
    expect(view.hits).toHaveLength(1)
    expect(Number.isFinite(view.hits[0]?.value)).toBe(false)
    expect(view.step + 1).toBe(failure?.step)
    scratch.breakpoints = []
    const stopped = scratch.forward('batch')
    expect(stopped).toMatchObject({ batch: view.batch, blocked: true, next: { what: 'commit' } })
    expect(scratch.state()).toEqual(trainer.state())
  })

  test('a weight changes its sign', () => {
    const { scratch } = debuggerOf(
      curveDocument({ optimizer: { ...defaultSettings(optimizers, 'sgd'), learningRate: 1 } }),
      {
        breakpoints: [{ kind: 'sign-change', layer: null }],
      },
    )
    const view = walk(scratch)
    const [hit] = view.hits
    expect((hit?.value ?? 0) * (hit?.reference ?? 0)).toBeLessThan(0)
    expect(view.last?.values).toContain(hit?.value)
    expect(view.last?.before).toContain(hit?.reference)
    expect(view.last?.operation.what).toBe('update')
  })
})
