import { optimizers } from '@shared/catalog/optimizers'
import { defaultSettings } from '@shared/catalog/entry'
import { setConnection, setWeight } from '@shared/document/commands'
import { denseLayer } from '@shared/document/defaults'
import { type Precision } from '@shared/catalog/choices'
import { describe, expect, test } from 'vitest'
import { curveDocument, inlineDocument } from '../../../helpers/documents'
import { reopened } from '../../../helpers/sessions'
import { benchOf } from '../../../helpers/training-bench'

const adam = defaultSettings(optimizers, 'adam')
const place = { layer: 'hidden', unit: 1, input: 0 }

async function pausedAfterOne(document = curveDocument({ optimizer: adam })) {
  const bench = benchOf(document)
  await bench.service.step({ document, unit: 'batch' })
  bench.clock.finish()
  return bench
}

describe('an edit of a paused run', () => {
  test.each<Precision>(['float64', 'float32'])(
    'changes one number of it and nothing else, in %s',
    async (precision) => {
      const { service, session } = await pausedAfterOne(curveDocument({ optimizer: adam, precision }))
      const before = session.currentRun().state
      const kept = precision === 'float32' ? Math.fround(0.3) : 0.3
      const from = before.program.parameters['hidden']?.weights[1]?.[0]
      expect(await service.editParameter({ ...place, value: 0.3 })).toEqual({
        ...place,
        name: 'Hidden',
        from,
        to: kept,
        step: 1,
      })
      const wanted = structuredClone(before)
      wanted.program.parameters['hidden']?.weights[1]?.splice(0, 1, kept)
      expect(session.currentRun().state).toEqual(wanted)
      const rows = await service.exactRows({ layer: 'hidden', from: 1, count: 9 })
      expect(rows).toMatchObject({ step: 1, units: 3, inputs: 1, from: 1 })
      expect(rows.weights.map((row) => [...row])).toEqual(wanted.program.parameters['hidden']?.weights.slice(1))
      expect([...rows.biases]).toEqual(wanted.program.parameters['hidden']?.biases.slice(1))
    },
  )

  test('is told by the record, saved, and goes on after a reopening bit for bit', async () => {
    const { clock, service, session, document } = await pausedAfterOne()
    await service.editParameter({ ...place, input: null, value: -1.25 })
    const again = reopened(session, document)
    for (const { session: own, clock: turns } of [{ session, clock }, again]) {
      own.train(document)
      turns.finish()
    }
    expect(again.session.currentRun().state).toEqual(session.currentRun().state)
    const edits = [
      { layer: 'hidden', name: 'Hidden', unit: 1, input: null, from: expect.any(Number), to: -1.25, step: 1 },
    ]
    expect(again.session.records().map((record) => record.edits)).toEqual([edits])
  })

  test('is refused while the run trains, before it began, where a connection is left out, and where nothing is', async () => {
    const { clock, service, document } = benchOf(
      setConnection('hidden', { unit: 2, input: 0 }, false).apply(curveDocument()),
    )
    await expect(service.editParameter({ ...place, value: 1 })).rejects.toThrow(
      'The number was not changed: the run has not begun. Its first weights are part of the network; set them there.',
    )
    await service.train({ document })
    await expect(service.editParameter({ ...place, value: 1 })).rejects.toThrow(
      'The number was not changed: the run is training. Press Pause, then type the value again.',
    )
    clock.finish()
    await expect(service.editParameter({ ...place, unit: 2, value: 1 })).rejects.toThrow(
      'The number was not changed: this connection is left out, so its weight stays 0. Put it back first.',
    )
    await expect(service.editParameter({ ...place, unit: 3, value: 1 })).rejects.toThrow(
      'The run has no weight [4, 1] in Hidden.',
    )
    await expect(service.exactRows({ layer: 'input', from: 0, count: 1 })).rejects.toThrow(
      'The run has no unit 1 in Input.',
    )
  })
})

test('a weight set before a run is where it begins, and no other moves', async () => {
  const { service, document } = benchOf(curveDocument())
  const shown = (await service.exactRows({ layer: 'hidden', from: 0, count: 3 })).weights.map((row) => [...row])
  const output = await service.exactRows({ layer: 'output', from: 0, count: 1 })
  const edited = setWeight('hidden', { unit: 1, input: 0 }, 0.5, shown).apply(document)
  await service.prepare({ document: edited })
  const now = await service.exactRows({ layer: 'hidden', from: 0, count: 3 })
  expect(now.weights.map((row) => [...row])).toEqual(shown.with(1, [0.5]))
  expect(await service.exactRows({ layer: 'output', from: 0, count: 1 })).toEqual(output)
})

test('a large layer gives a picture of bounded size, of numbers that are in it', async () => {
  const wide = inlineDocument({
    features: [Array.from({ length: 100 }, (_, index) => index)],
    targets: [[1]],
    layers: [
      denseLayer('hidden', 'Hidden', { units: 7 }),
      denseLayer('output', 'Output', { units: 1, activation: 'linear' }),
    ],
  })
  const { service, session } = benchOf(wide)
  const { hidden, output } = await service.weightPictures({ most: 10 })
  const { weights } = session.currentRun().model('last').parameters['hidden'] ?? { weights: [] }
  expect(hidden).toMatchObject({ rows: 7, columns: 10 })
  const picked = weights.flatMap((row) => row.filter((_, input) => input % 10 === 5))
  expect([...(hidden?.values ?? [])]).toEqual(picked.map(Math.fround))
  expect(output).toMatchObject({ rows: 1, columns: 7 })
})

describe('the plane of two features', () => {
  const plane = inlineDocument({
    features: [
      [-1, -1],
      [1, 1],
    ],
    targets: [[0], [1]],
    layers: [
      denseLayer('output', 'Output', {
        units: 1,
        activation: 'linear',
        initialWeights: [[1, 10]],
        initialBiases: [0.5],
      }),
    ],
  })

  test('is answered by every unit, the lowest x and the highest y first', async () => {
    const planes = await benchOf(plane).service.unitPlanes({ size: 3 })
    const rounded = (id: string) => Array.from(planes?.values[id] ?? [], (value) => Number(value.toFixed(4)))
    expect(rounded('output')).toEqual([11.3, 12.5, 13.7, -0.7, 0.5, 1.7, -12.7, -11.5, -10.3])
    expect(rounded('input').slice(0, 9)).toEqual([-1.2, 0, 1.2, -1.2, 0, 1.2, -1.2, 0, 1.2])
  })

  test('is not there for other numbers of features, nor where it would take too long', async () => {
    expect(await benchOf(curveDocument()).service.unitPlanes({ size: 3 })).toBeNull()
    const layers = [
      denseLayer('hidden', 'Hidden', { units: 2000 }),
      denseLayer('output', 'Output', { units: 1, activation: 'linear' }),
    ]
    const wide = inlineDocument({ features: [[0, 1]], targets: [[1]], layers })
    expect(await benchOf(wide).service.unitPlanes({ size: 40 })).toBeNull()
  })
})
