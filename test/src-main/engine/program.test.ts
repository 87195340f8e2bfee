import { prepareData } from '@engine/data/prepare'
import { initialParameters } from '@engine/initial-parameters'
import { buildNetwork } from '@engine/network'
import { type CreateProgram, type Program } from '@engine/program'
import { freshProgramState } from '@engine/program-state'
import { denseLayer } from '@shared/document/defaults'
import { type Layer, type ProjectDocument } from '@shared/document/schema'
import { describe, expect, test } from 'vitest'
import { curveDocument, inlineDocument } from '../../helpers/documents'
import { programs } from '../../helpers/trainers'

/** A network in which everything that a program keeps moves: statistics, slots, memory, dropout. */
const wholeDocument = (training: Partial<ProjectDocument['training']> = {}): ProjectDocument => {
  const layers: Layer[] = [
    denseLayer('first', 'First', { units: 4 }),
    {
      kind: 'batch-normalization',
      id: 'normal',
      name: 'Normal',
      momentum: 0.1,
      epsilon: 1e-5,
      freezeWeights: false,
      freezeBiases: false,
    },
    { kind: 'dropout', id: 'drop', name: 'Drop', rate: 0.3 },
    denseLayer('output', 'Output', { units: 1, activation: 'linear' }),
  ]
  const curve = curveDocument()
  if (curve.dataset.kind !== 'inline') throw new Error('The data is inline.')
  return inlineDocument({
    features: curve.dataset.features,
    targets: curve.dataset.targets,
    layers,
    training: {
      optimizer: { id: 'nadam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, momentumDecay: 0.004 },
      regularization: { l1: 0, l2: 0.5 },
      ...training,
    },
  })
}

function programOf(createProgram: CreateProgram, document: ProjectDocument): Program {
  const network = buildNetwork(document)
  const { training } = document
  const state = freshProgramState(network, training, initialParameters(document))
  return createProgram(network, prepareData(document, null), training, state)
}

const rows = Int32Array.from({ length: 11 }, (_, row) => row)
const update = (program: Program, count = 3, rate = 0.01, start = 0) =>
  program.update({ rows, start, batchSize: 4, rates: new Float64Array(count).fill(rate), undoable: true })

describe.each(programs)('$name', ({ createProgram }) => {
  const made = (document = wholeDocument()): Program => programOf(createProgram, document)

  test('updates change parameters, statistics, slots, memory and dropout, and count steps', () => {
    const program = made()
    const before = program.state()
    expect(program.gradientNorm()).toBeNull()
    const { losses, failure } = update(program)
    expect([losses.length, failure]).toEqual([3, null])
    const after = program.state()
    for (const part of ['parameters', 'statistics', 'slots', 'memory', 'step', 'dropout'] as const)
      expect(after[part], part).not.toEqual(before[part])
    expect(after.step).toBe(3)
    expect(program.gradientNorm()).toBeGreaterThan(0)
  })

  test('a state is a copy, and a program goes on from it in another place', () => {
    const program = made()
    update(program)
    const state = program.state()
    const kept = JSON.stringify(state)
    const other = made()
    other.load(JSON.parse(kept))
    const [mine, others] = [update(program), update(other)]
    expect(others.losses).toEqual(mine.losses)
    expect(other.state()).toEqual(program.state())
    expect(JSON.stringify(state)).toBe(kept)
  })

  test('the last update can be taken back, and made again', () => {
    const program = made()
    update(program, 2)
    const [two, norm] = [program.state(), program.gradientNorm()]
    const [third] = update(program, 1, 0.01, 8).losses
    const three = program.state()
    program.undo()
    expect(program.state()).toEqual(two)
    expect(program.gradientNorm()).toBe(norm)
    expect([...update(program, 1, 0.01, 8).losses]).toEqual([third])
    expect(program.state()).toEqual(three)
    const together = made()
    update(together, 3)
    together.undo()
    expect(together.state()).toEqual(two)
  })

  test('measuring changes nothing, and has neither dropout nor the statistics of its own batch', () => {
    const program = made()
    update(program)
    const before = program.state()
    const all = program.measure(rows)
    const single = [...rows].map((row) => program.measure([row]))
    expect([...all.outputs]).toEqual(single.flatMap(({ outputs }) => [...outputs]))
    expect(all.loss).toBeCloseTo(single.reduce((sum, { loss }) => sum + loss, 0) / 11, 14)
    expect(program.measure(rows)).toEqual(all)
    expect(program.state()).toEqual(before)
  })

  test('activations of a row, of every layer', () => {
    const program = made()
    update(program)
    const activations = program.activations(7)
    expect(Object.entries(activations).map(([id, a]) => [id, a.length])).toEqual([
      ['input', 1],
      ['first', 4],
      ['normal', 4],
      ['drop', 4],
      ['output', 1],
    ])
    expect([...Array.from(activations['output'] ?? [])]).toEqual([...program.measure([7]).outputs])
    expect([...Array.from(activations['drop'] ?? [])]).toEqual([...Array.from(activations['normal'] ?? [])])
  })

  test('the best weights are kept with their statistics, measured, and brought back', () => {
    const program = made()
    update(program)
    const [parameters, statistics, measured] = [program.parameters(), program.statistics(), program.measure(rows)]
    program.keepBest()
    update(program)
    expect(program.parameters()).not.toEqual(parameters)
    expect(program.parameters('best')).toEqual(parameters)
    expect(program.statistics('best')).toEqual(statistics)
    expect(program.measure(rows, 'best')).toEqual(measured)
    expect(program.state().best).toEqual({ parameters, statistics })
    const { slots } = program.state()
    program.restoreBest()
    expect(program.parameters()).toEqual(parameters)
    expect(program.statistics()).toEqual(statistics)
    expect(program.state().slots).toEqual(slots)
    update(program)
    expect(program.parameters('best')).toEqual(parameters)
  })

  test('without best weights, the last ones are measured and stay', () => {
    const program = made()
    update(program)
    const state = program.state()
    expect(program.measure(rows, 'best')).toEqual(program.measure(rows))
    program.restoreBest()
    expect(program.state()).toEqual(state)
  })

  test('new settings act from the next update on', () => {
    const document = wholeDocument()
    const program = made(document)
    expect(program.penalty()).toBeGreaterThan(0)
    program.configure({ ...document.training, regularization: { l1: 0, l2: 0 } })
    expect(program.penalty()).toBe(0)
    const plain = made(wholeDocument({ regularization: { l1: 0, l2: 0 } }))
    expect(update(program).losses).toEqual(update(plain).losses)
    expect(program.state()).toEqual(plain.state())
    const clipping = { id: 'norm' as const, limit: 1e-3 }
    program.configure({ ...document.training, clipping })
    update(program)
    update(plain)
    expect(program.parameters()).not.toEqual(plain.parameters())
  })

  test('before the first update, slots that depend on the settings begin anew', () => {
    const optimizer = {
      id: 'rprop' as const,
      learningRate: 0.01,
      shrink: 0.5,
      grow: 1.2,
      smallest: 1e-6,
      largest: 50,
    }
    const document = wholeDocument({ optimizer })
    const program = made(document)
    program.configure({ ...document.training, optimizer: { ...optimizer, learningRate: 0.5 } })
    const direct = made(wholeDocument({ optimizer: { ...optimizer, learningRate: 0.5 } }))
    expect(program.state()).toEqual(direct.state())
    update(program)
    const { slots } = program.state()
    program.configure(document.training)
    expect(program.state().slots).toEqual(slots)
  })

  test('a rate of 0 moves nothing but what is measured', () => {
    const program = made()
    const before = program.parameters()
    update(program, 3, 0)
    expect(program.parameters()).toEqual(before)
    expect(program.statistics()['normal']?.mean).not.toEqual([0, 0, 0, 0])
  })

  test('samples count as much as they weigh; a batch that weighs nothing teaches nothing', () => {
    const document = curveDocument()
    const weigh = (sampleWeights: number[]): Program => {
      if (document.dataset.kind !== 'inline') throw new Error('The data is inline.')
      return made({ ...document, dataset: { ...document.dataset, sampleWeights } })
    }
    const [plain, doubled] = [made(document), weigh(Array<number>(11).fill(2))]
    expect(update(doubled).losses).toEqual(update(plain).losses)
    expect(doubled.parameters()).toEqual(plain.parameters())
    const none = weigh(Array<number>(11).fill(0))
    const before = none.parameters()
    expect([...update(none).losses]).toEqual([0, 0, 0])
    expect(none.parameters()).toEqual(before)
    expect(none.measure(rows).loss).toBe(0)
    // The second and third of four rows weigh 0: as a batch of the other two.
    const some = weigh([1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1])
    const pair = made(document)
    some.update({ rows, start: 0, batchSize: 4, rates: Float64Array.of(0.1), undoable: false })
    pair.update({ rows: Int32Array.of(0, 3), start: 0, batchSize: 4, rates: Float64Array.of(0.1), undoable: false })
    expect(some.parameters()).toEqual(pair.parameters())
  })

  test('masked weights are 0 and stay 0, frozen ones stay as they are', () => {
    const mask = [[1], [0], [1], [0]] as (0 | 1)[][]
    const layers = [
      denseLayer('first', 'First', { units: 4, mask, initialWeights: [[1], [2], [3], [4]], freezeBiases: true }),
      denseLayer('output', 'Output', { units: 1, freezeWeights: true }),
    ]
    const document = inlineDocument({
      features: [[1], [2]],
      targets: [[1], [0]],
      layers,
      training: {
        optimizer: { id: 'adagrad', learningRate: 0.1, epsilon: 1e-10 },
        regularization: { l1: 0.1, l2: 0.1 },
      },
    })
    const program = made(document)
    const before = program.parameters()
    expect(before['first']?.weights).toEqual([[1], [0], [3], [0]])
    program.update({
      rows: Int32Array.of(0, 1),
      start: 0,
      batchSize: 1,
      rates: Float64Array.of(0.1, 0.1),
      undoable: false,
    })
    const after = program.parameters()
    expect(after['first']?.weights.map(([weight]) => weight === 0)).toEqual([false, true, false, true])
    expect(after['first']?.weights).not.toEqual(before['first']?.weights)
    expect(after['first']?.biases).toEqual(before['first']?.biases)
    expect(after['output']?.weights).toEqual(before['output']?.weights)
    expect(after['output']?.biases).not.toEqual(before['output']?.biases)
  })
})
