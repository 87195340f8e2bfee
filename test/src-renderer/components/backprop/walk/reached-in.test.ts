import { planOperations } from '@engine/inspection/debugger/operations'
import { randomFromSeed } from '@engine/random'
import { type DebuggerView, type Operation } from '@shared/inspection/step-debugger'
import { type BatchTrace } from '@shared/inspection/step-trace'
import { expect, it } from 'vitest'
import { inspectionService } from '../../../../../src-main/services/training/inspection/inspection-service'
import { reachedIn } from '../../../../../src-renderer/components/backprop/walk/reached-in'
import { type TermPlace } from '../../../../../src-renderer/stores/study'
import { randomDocument } from '../../../../helpers/random-networks'
import { workedExample } from '../../../helpers/real-services'
import { benchOf } from '../../../../helpers/training-bench'

const SEEDS = [1, 2, 3, 5, 8, 13, 21, 34]

/** Every number that a drawing or an equation might show, with the operation that computes it. */
function numbersOf(trace: BatchTrace): { place: TermPlace; sample: number; by: (operation: Operation) => boolean }[] {
  return trace.layers.flatMap(({ id, units, z, parameters }) =>
    Array.from({ length: units }, (_, unit) => unit).flatMap((unit) => {
      const kinds = (['z', 'a', 'gradientOfA', 'delta'] as const).filter(
        (what) => z !== null || what === 'a' || what === 'gradientOfA',
      )
      const ofSamples = trace.rows.flatMap((_, sample) =>
        kinds.map((what) => ({
          place: { what, layer: id, unit, input: null },
          sample,
          by: (each: Operation) =>
            each.what === what && each.layer === id && each.unit === unit && each.sample === sample,
        })),
      )
      const learned = parameters
        ? (['weightGradient', 'newWeight'] as const).map((what) => ({
            place: { what, layer: id, unit, input: 0 },
            sample: 0,
            by: (each: Operation) =>
              each.what === (what === 'newWeight' ? 'update' : 'gradient') && each.layer === id && each.unit === unit,
          }))
        : []
      return [...ofSamples, ...learned]
    }),
  )
}

it.each(SEEDS)('a number is known once its operation was done, in network %d', async (seed) => {
  const { session } = benchOf(randomDocument(seed))
  const inspection = inspectionService(session)
  const opened = await inspection.openDebugger({ breakpoints: [] })
  const trace = await inspection.traceBatch({ batch: { kind: 'debugger' } })
  const { network, settings } = session.currentRun()
  const { operations } = planOperations(network, trace.rows.length, settings.updateOrder)
  const dice = randomFromSeed(seed, 'order')
  const numbers = numbersOf(trace).map((each) => ({ ...each, at: operations.findIndex(each.by) }))
  for (let turn = 0; turn < 12; turn++) {
    const view = await inspection.moveTo({ position: dice.below(opened.operations) })
    const reached = reachedIn(view, trace)
    const wrong = numbers.filter(({ place, sample, at }) => reached(place, sample) !== at < view.position)
    expect(wrong.map(({ place, sample }) => ({ place, sample, cursor: view.position }))).toEqual([])
  }
})

it.each(SEEDS.slice(0, 4))('n steps forwards and n steps back show the same numbers, in network %d', async (seed) => {
  const inspection = inspectionService(benchOf(randomDocument(seed)).session)
  const shown = async (view: DebuggerView): Promise<string> => {
    const trace = await inspection.traceBatch({ batch: { kind: 'debugger' } })
    const reached = reachedIn(view, trace)
    return JSON.stringify([
      view.batch,
      trace.layers,
      numbersOf(trace).map(({ place, sample }) => reached(place, sample)),
    ])
  }
  const forwards = [await shown(await inspection.openDebugger({ breakpoints: [] }))]
  for (let step = 0; step < 25; step++)
    forwards.push(await shown(await inspection.stepForward({ granularity: 'layer' })))
  const back = [forwards.at(-1)]
  for (let step = 0; step < 25; step++) back.push(await shown(await inspection.stepBack({ granularity: 'layer' })))
  expect(back.toReversed()).toEqual(forwards)
})

it('of a whole layer, the last unit is waited for; weights, targets and what enters the network are there at once', async () => {
  const inspection = inspectionService(benchOf(workedExample()).session)
  const opened = await inspection.openDebugger({ breakpoints: [] })
  const trace = await inspection.traceBatch({ batch: { kind: 'debugger' } })
  const all = { unit: null, input: null }
  const know = (view: DebuggerView) => {
    const reached = reachedIn(view, trace)
    return (['weight', 'target', 'x', 'a', 'loss'] as const).filter((what) =>
      reached({ what, layer: 'hidden', ...all }),
    )
  }
  expect(know(opened)).toEqual(['weight', 'target'])
  expect(know(await inspection.moveTo({ position: 2 }))).toEqual(['weight', 'target', 'x'])
  expect(know(await inspection.moveTo({ position: 5 }))).toEqual(['weight', 'target', 'x'])
  expect(know(await inspection.moveTo({ position: 6 }))).toEqual(['weight', 'target', 'x', 'a'])
  expect(know(await inspection.moveTo({ position: 11 }))).toEqual(['weight', 'target', 'x', 'a', 'loss'])
})
