import { denseLayer } from '@shared/document/defaults'
import { type ProjectDocument } from '@shared/document/schema'
import { type LayerStepTrace } from '@shared/inspection/step-trace'
import { numberAt, type TracedNumbers } from '@shared/lesson/number-at'
import { practiceKindIds, practicePlaces, someOf } from '@shared/practice/choices'
import { mark, type Marking, markingInWords } from '@shared/practice/marking'
import { mistakeNames, type MistakeId } from '@shared/practice/mistake-names'
import { mistakenNumbers, type PracticePlace } from '@shared/practice/mistakes'
import { describe, expect, test } from 'vitest'
import { digits } from '../../../../src-renderer/components/ui/digits'
import { inspectionService } from '../../../../src-main/services/training/inspection/inspection-service'
import { inlineDocument, workedDocument } from '../../../helpers/documents'
import { Dice } from '../../../helpers/random-networks'
import { benchOf } from '../../../helpers/training-bench'

const UNITS = 3
const RATE = 0.3

/** Square layers, so that a transposed matrix fits too; sigmoid and tanh; a batch of a few rows. */
function squareNetwork(seed: number, updateOrder: 'simultaneous' | 'sequential'): ProjectDocument {
  const dice = new Dice(seed)
  const row = (length: number): number[] => Array.from({ length }, () => dice.number(-1.2, 1.2))
  const layer = (id: string) =>
    denseLayer(id, id, {
      units: UNITS,
      activation: dice.of(['sigmoid', 'tanh'] as const),
      initialWeights: Array.from({ length: UNITS }, () => row(UNITS)),
      initialBiases: row(UNITS),
    })
  const rows = dice.whole(2, 4)
  return inlineDocument({
    features: Array.from({ length: rows }, () => row(UNITS)),
    targets: Array.from({ length: rows }, () => row(UNITS)),
    layers: [layer('first'), layer('second'), layer('output')],
    training: {
      updateOrder,
      loss: 'half-squared-error',
      batchSize: rows,
      optimizer: { id: 'sgd', learningRate: RATE, momentum: 0, nesterov: false },
    },
  })
}

async function numbersOf(document: ProjectDocument): Promise<TracedNumbers> {
  const service = inspectionService(benchOf(document).session)
  const batch = { kind: 'next' } as const
  const trace = await service.traceBatch({ batch })
  const dense = trace.layers.filter(({ parameters }) => parameters !== null)
  const updates = await Promise.all(dense.map(({ id }) => service.layerUpdate({ batch, layer: id })))
  return { trace, updates: Object.fromEntries(updates.map((update) => [update.id, update])) }
}

/** What one gets by a mistake at a place, worked out here in another way; all of layer `first` in row 1. */
function mistaken(numbers: TracedNumbers): [MistakeId, PracticePlace, number][] {
  const { trace, updates } = numbers
  const at = (id: string): LayerStepTrace => trace.layers.find((layer) => layer.id === id) as LayerStepTrace
  const [first, second] = [at('first'), at('second')]
  const [unit, input, sample] = [2, 1, 1]
  const z = { what: 'z', layer: 'first', unit, sample } as const
  const delta = { ...z, what: 'delta' } as const
  const gradient = { what: 'weightGradient', layer: 'first', unit, input } as const
  const bias = { what: 'biasGradient', layer: 'first', unit } as const
  const updated = { what: 'newWeight', layer: 'first', unit, input } as const
  const n = (value: number | undefined): number => value ?? Number.NaN
  const sum = (terms: readonly number[]): number => terms.reduce((total, term) => total + term, 0)
  const right = (place: PracticePlace): number => n(numberAt(numbers, place) ?? undefined)
  const w = n(first.parameters?.weights[unit]?.[input])
  const slope = (row: number): number => n(first.derivative?.[row]?.[unit])
  const moved = updates['second']?.terms.find(({ name }) => name === 'new')?.weights
  const sequential = trace.updateOrder === 'sequential'
  const back = (row: number, weight: (from: number) => number | undefined): number =>
    sum(n(second.delta?.[row]?.length) > 0 ? [0, 1, 2].map((j) => n(weight(j)) * n(second.delta?.[row]?.[j])) : [])
  const used = second.sentThrough?.weights
  const turned = (row: number): number => back(row, (j) => used?.[unit]?.[j]) * slope(row)
  const otherwise = (row: number): number =>
    back(row, (j) => (sequential ? second.parameters?.weights : moved)?.[j]?.[unit]) * slope(row)
  const other: MistakeId = sequential ? 'old-weights' : 'updated-weights'
  const mean = (ofRow: (row: number) => number): number => sum([...trace.rows.keys()].map(ofRow)) / trace.rows.length
  const x = (row: number): number => n(first.x[row]?.[input])
  const b = n(first.parameters?.biases[unit])
  return [
    ['missing-bias', z, right(z) - b],
    ['transposed-weights', z, b + sum([0, 1, 2].map((k) => n(first.parameters?.weights[k]?.[unit]) * n(first.x[sample]?.[k])))], // prettier-ignore
    ['wrong-sign', z, -right(z)],
    ['missing-activation', { ...z, what: 'a' }, right(z)],
    ['derivative-for-activation', { ...z, what: 'a' }, slope(sample)],
    ['activation-for-derivative', { ...z, what: 'derivative' }, n(first.a[sample]?.[unit])],
    ['missing-derivative', delta, right(delta) / slope(sample)],
    ['transposed-weights', delta, turned(sample)],
    [other, delta, otherwise(sample)],
    ['wrong-sign', delta, -right(delta)],
    ['transposed-weights', { ...z, what: 'gradientOfA' }, turned(sample) / slope(sample)],
    ['missing-derivative', gradient, mean((row) => (n(first.delta?.[row]?.[unit]) / slope(row)) * x(row))],
    ['transposed-weights', gradient, mean((row) => turned(row) * x(row))],
    [other, gradient, mean((row) => otherwise(row) * x(row))],
    ['wrong-sign', gradient, -right(gradient)],
    ['missing-input', gradient, mean((row) => n(first.delta?.[row]?.[unit]))],
    ['swapped-indices', gradient, right({ ...gradient, unit: input, input: unit })],
    ['batch-sum', gradient, right(gradient) * trace.rows.length],
    ['missing-derivative', bias, mean((row) => n(first.delta?.[row]?.[unit]) / slope(row))],
    [other, bias, mean(otherwise)],
    ['wrong-direction', updated, w + RATE * right(gradient)],
    ['missing-rate', updated, w - right(gradient)],
    ['change-only', updated, -RATE * right(gradient)],
    ['missing-derivative', updated, w - RATE * mean((row) => (n(first.delta?.[row]?.[unit]) / slope(row)) * x(row))],
    ['batch-sum', updated, w - RATE * trace.rows.length * right(gradient)],
    ['no-half', { what: 'loss' }, 2 * trace.loss],
    ['batch-sum', { what: 'loss' }, trace.loss * trace.rows.length],
  ]
}

const RANDOM = Array.from({ length: 40 }, (_, seed) => seed)

describe.each(['simultaneous', 'sequential'] as const)('on random networks, %s', (order) => {
  test('every mistake is recognized, and named unless another one gives the same number', async () => {
    const [named, confused]: [string[], string[]] = [[], []]
    for (const seed of RANDOM) {
      const numbers = await numbersOf(squareNetwork(seed, order))
      for (const [id, place, value] of mistaken(numbers)) {
        const own = mistakenNumbers(numbers, place).find(([mistake]) => mistake === id)?.[1]
        expect(own, `${seed} ${id} ${place.what}`).toBeCloseTo(value, 12)
        const marked = mark(numbers, place, String(value))
        ;(marked?.kind === 'mistake' && marked.mistakes.includes(id) ? named : confused).push(
          `${seed} ${id} ${place.what}`,
        )
      }
    }
    // Now and then a mistake happens to hit the right number, or that of another mistake.
    expect(confused.length).toBeLessThan(named.length / 20)
  })

  test('the right number is right with all digits and with six; four may be too few after a small update only', async () => {
    const numbers = await numbersOf(squareNetwork(7, order))
    for (const kind of practiceKindIds)
      for (const place of practicePlaces(numbers.trace, { kind, layer: null }, 0)) {
        const right = numberAt(numbers, place)
        const marked = (digitsTyped: number) => mark(numbers, place, String(Number(right?.toPrecision(digitsTyped))))
        expect([mark(numbers, place, String(right)), marked(6)], kind).toEqual([{ kind: 'right' }, { kind: 'right' }])
        const mayBeTooFew = kind === 'newWeight' || kind === 'newBias'
        expect(mayBeTooFew ? ['right', 'too-few-digits'] : ['right'], kind).toContain(marked(4)?.kind)
      }
  })
})

describe('in the worked example', async () => {
  const numbers = await numbersOf(workedDocument())
  const hidden = { what: 'delta', layer: 'hidden', unit: 0, sample: 0 } as const
  const of = (text: string, place: PracticePlace = hidden): Marking | null => mark(numbers, place, text)

  test.each<[string, Marking]>([
    ['0.008771', { kind: 'right' }],
    ['0,0087714', { kind: 'right' }],
    ['8.771e-3', { kind: 'right' }],
    ['8,771·10^−3', { kind: 'right' }],
    ['0.0088', { kind: 'too-few-digits' }],
    ['8.8e−3', { kind: 'too-few-digits' }],
    ['0.03635', { kind: 'mistake', mistakes: ['missing-derivative'] }],
    ['0.036350306', { kind: 'mistake', mistakes: ['missing-derivative'] }],
    ['-0.008771', { kind: 'mistake', mistakes: ['wrong-sign'] }],
    ['0.0092307', { kind: 'mistake', mistakes: ['transposed-weights'] }],
    ['0.0072936', { kind: 'mistake', mistakes: ['updated-weights'] }],
    ['0.02', { kind: 'too-large' }],
    ['-1', { kind: 'too-small' }],
    ['', { kind: 'no-number' }],
    ['0', { kind: 'too-small' }],
  ])('δ of h1 as %s', (text, marking) => expect(of(text)).toEqual(marking))

  const w1 = { what: 'newWeight', layer: 'hidden', unit: 0, input: 0 } as const
  test.each<[string, PracticePlace, Marking]>([
    ['0.149780716', w1, { kind: 'right' }],
    ['0.1498', w1, { kind: 'right' }],
    // The weight before the update is not the one after it, however near.
    ['0.15', w1, { kind: 'too-few-digits' }],
    ['0.1500', w1, { kind: 'too-large' }],
    ['0.150219', w1, { kind: 'mistake', mistakes: ['wrong-direction'] }],
    ['0.149561', w1, { kind: 'mistake', mistakes: ['missing-rate'] }],
    // By chance these are near each other for w3: four digits do not tell them apart, six do.
    ['0.2495', { ...w1, unit: 1 }, { kind: 'mistake', mistakes: ['missing-rate'] }],
    ['0.249502', { ...w1, unit: 1 }, { kind: 'mistake', mistakes: ['missing-rate'] }],
    ['0.345614', { what: 'newBias', layer: 'hidden', unit: 0 }, { kind: 'mistake', mistakes: ['frozen'] }],
    ['0.35', { what: 'newBias', layer: 'hidden', unit: 0 }, { kind: 'right' }],
    // z of h2 is 0.3925; with transposed weights 0.39, which is also 0.3925 with two digits.
    ['0.39', { ...hidden, what: 'z', unit: 1 }, { kind: 'too-few-digits' }],
    ['0.3900', { ...hidden, what: 'z', unit: 1 }, { kind: 'mistake', mistakes: ['transposed-weights'] }],
  ])('%s for %j', (text, place, marking) => expect(of(text, place)).toEqual(marking))

  test('what the screen shows of a number is right', () => {
    for (const kind of practiceKindIds)
      for (const place of practicePlaces(numbers.trace, { kind, layer: null }, 0))
        expect(of(digits(numberAt(numbers, place)), place), JSON.stringify(place)).toEqual({ kind: 'right' })
  })

  test('a place that the network has not is not marked', () => {
    expect(of('1', { ...hidden, unit: 9 })).toBeNull()
    expect(mistakenNumbers(numbers, { ...hidden, layer: 'none' })).toEqual([])
  })

  test('says what is wrong without giving the number away', () => {
    const markings: Marking[] = [
      { kind: 'right' },
      { kind: 'too-few-digits' },
      { kind: 'too-large' },
      { kind: 'too-small' },
      { kind: 'no-number' },
    ]
    expect(markings.map(markingInWords)).toEqual([
      'Right.',
      'Right so far; give more digits.',
      'Too large.',
      'Too small.',
      'Type a number, such as 0.0123.',
    ])
    expect(markingInWords({ kind: 'mistake', mistakes: ['wrong-sign'] })).toBe('The sign is wrong.')
    expect(markingInWords({ kind: 'mistake', mistakes: ['wrong-sign', 'missing-bias'] })).toBe(
      'Several mistakes give this number. The sign is wrong. Or: The bias is missing.',
    )
    expect(Object.values(mistakeNames).filter((text) => /\d/.test(text))).toEqual([])
  })
})

test('of a softmax no missing slope is said, as it has none', async () => {
  const numbers = await numbersOf(
    inlineDocument({
      features: [[1, 2]],
      targets: [[0, 1]],
      layers: [denseLayer('output', 'Output', { units: 2, activation: 'softmax' })],
      training: { loss: 'categorical-cross-entropy' },
    }),
  )
  const place = { what: 'delta', layer: 'output', unit: 1, sample: 0 } as const
  const gradient = numberAt(numbers, { ...place, what: 'gradientOfA' })
  expect(mark(numbers, place, String(gradient))).toEqual({ kind: 'too-small' })
})

test('two mistakes that give the same number are both named', async () => {
  const numbers = await numbersOf(
    inlineDocument({
      features: [[1], [2]],
      targets: [[0], [1]],
      layers: [denseLayer('output', 'Output', { units: 1, activation: 'linear', initialWeights: [[0.7]] })],
      training: { loss: 'half-squared-error', batchSize: 2 },
    }),
  )
  const doubled = String(2 * numbers.trace.loss)
  expect(mark(numbers, { what: 'loss' }, doubled)).toEqual({ kind: 'mistake', mistakes: ['no-half', 'batch-sum'] })
})

test('some of the places are chosen, in their order', async () => {
  const { trace } = await numbersOf(workedDocument())
  const all = practicePlaces(trace, { kind: 'any', layer: null }, 0)
  expect(all).toHaveLength(5 * 4 + 2 * 8 + 2 * 4 + 1)
  expect(practicePlaces(trace, { kind: 'newBias', layer: 'hidden' }, 0)).toEqual([
    { what: 'newBias', layer: 'hidden', unit: 0 },
    { what: 'newBias', layer: 'hidden', unit: 1 },
  ])
  const draws = [0.5, 0.1, 0.9, 0.2]
  expect(someOf(['a', 'b', 'c', 'd'], 2, () => draws.shift() ?? 0)).toEqual(['b', 'd'])
})
