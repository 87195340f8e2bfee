import { readdirSync, readFileSync } from 'node:fs'
import { isOfUpdate } from '@shared/lesson/place'
import { judge } from '@shared/lesson/judge'
import { readNumbers, wantedKey } from '@shared/lesson/readings'
import { type ExpectedValue, type Lesson } from '@shared/lesson/schema'
import { setSwitches } from '@shared/lesson/switches'
import { describe, expect, test } from 'vitest'
import { nodeFiles } from '../../../../src-main/services/files/node-files'
import { lessonIn, Lessons } from '../../../../src-main/services/project/lessons'
import { inspectionService } from '../../../../src-main/services/training/inspection/inspection-service'
import { fixture, inRepository } from '../../../helpers/documents'
import { benchOf } from '../../../helpers/training-bench'

const folder = inRepository('resources/lessons')
const shipped = new Lessons(nodeFiles, inRepository('resources'))
const lessonAt = (id: string): Lesson => lessonIn(readFileSync(`${folder}/${id}.bplesson`), `${id}.bplesson`)
const ids = readdirSync(folder).flatMap((name) => (name.endsWith('.bplesson') ? name.replace('.bplesson', '') : []))
const valuesOf = ({ steps }: Lesson): readonly ExpectedValue[] => steps.flatMap(({ expected }) => expected)

/** The network's numbers at the lesson's values, the switches set as each value asks, by its id. */
async function numbersOf(lesson: Lesson): Promise<Map<string, number | null>> {
  const conditionOf = ({ when }: ExpectedValue): string => JSON.stringify(when ?? {})
  const found = new Map<string, number | null>()
  for (const when of new Set(valuesOf(lesson).map(conditionOf))) {
    const values = valuesOf(lesson).filter((value) => conditionOf(value) === when)
    const { session } = benchOf(setSwitches(JSON.parse(when)).apply(lesson.project))
    const numbers = await readNumbers(inspectionService(session), values)
    for (const value of values) found.set(value.id, numbers.get(wantedKey(value)) ?? null)
  }
  return found
}

describe('the lessons that come with the program', () => {
  test('are listed in the order of the index, which names every file', async () => {
    const listed = await shipped.list()
    expect(listed.map(({ id }) => id)).toEqual([
      'worked-example',
      'four-equations',
      'vanishing-gradients',
      'softmax-cross-entropy',
      'adam',
    ])
    expect(listed.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    expect(listed.every(({ steps, shows }) => steps >= 5 && shows.length > 0)).toBe(true)
    await expect(shipped.read('none')).rejects.toThrow(
      'There is no lesson "none". The lessons are: worked-example, four-equations, vanishing-gradients, softmax-cross-entropy, adam.',
    )
  })

  test.each(ids)('%s: the engine has every expected value', async (id) => {
    const lesson = lessonAt(id)
    const numbers = await numbersOf(lesson)
    const unmet = valuesOf(lesson).filter((value) => judge(value, numbers.get(value.id) ?? null).kind !== 'met')
    expect(unmet).toEqual([])
  })

  test.each(ids)('%s: PyTorch has every expected value, and the same numbers', async (id) => {
    const lesson = lessonAt(id)
    const golden = fixture('test/fixtures/golden/lessons.json') as {
      values: readonly { lesson: string; id: string; value: number }[]
    }
    const own = golden.values.filter((each) => each.lesson === id)
    expect(own.map((each) => each.id)).toEqual(valuesOf(lesson).map((value) => value.id))
    const numbers = await numbersOf(lesson)
    own.forEach(({ id: name, value }) => expect(numbers.get(name)).toBeCloseTo(value, 12))
  })
})

test('the example for teachers is a lesson whose values are met', async () => {
  const [example] = /(?<=```json\n)[^]*?(?=```)/.exec(readFileSync(`${folder}/README.md`, 'utf8')) ?? []
  const lesson = lessonIn(new TextEncoder().encode(example), 'README.md')
  const numbers = await numbersOf(lesson)
  expect(valuesOf(lesson).map((value) => judge(value, numbers.get(value.id) ?? null).kind)).toEqual([
    'met',
    'met',
    'met',
  ])
})

test.each([
  ['{\n  "a": 1,\n}', 'my.bplesson is not valid JSON (line 3, column 1: '],
  ['{\n  "t": "$\\sigma$"\n}', 'my.bplesson is not valid JSON (line 2, column '],
  ['{ "a": ', 'my.bplesson is not valid JSON (Unexpected end of JSON input). Correct the file at that place.'],
])('a slip in the JSON is said with its line: %j', (text, sentence) => {
  expect(() => lessonIn(new TextEncoder().encode(text), 'my.bplesson')).toThrow(sentence)
})

describe('the worked example', () => {
  const printed = (fixture('test/fixtures/worked-example.json') as { printed: Record<string, number> }).printed
  const lesson = lessonAt('worked-example')

  /** 1e-9, or half of the last digit where the note prints fewer: w2+ to w4+ have eight. */
  const near = (value: number): number => Math.max(1e-9, 0.5 * 10 ** -(String(value).split('.')[1]?.length ?? 0))

  test('has every number that the note prints, to 1e-9 or to its last digit', async () => {
    const numbers = await numbersOf(lesson)
    expect(Object.keys(printed).filter((key) => !numbers.has(key))).toEqual([])
    for (const [key, value] of Object.entries(printed))
      expect(Math.abs((numbers.get(key) ?? Number.NaN) - value), key).toBeLessThan(value < 1e-4 ? 1e-9 : near(value))
  })

  test('says what the note prints where that is a slip, and every slip is explained', () => {
    const marked = valuesOf(lesson).flatMap(({ id, printed: text }) => (text === undefined ? [] : [`${id}: ${text}`]))
    expect(marked).toEqual([
      'net_o2: 1.2249214039',
      'dEo2_dout_h1: −0.019049119',
      'dE_dout_h1: 0.36350306',
      'E_after_one_update: 0.291037924',
    ])
    const slips = lesson.steps.flatMap((step) => step.slips.map((slip) => `${slip.printed}: ${slip.right}`))
    expect(slips).toEqual([
      'w1, w2 and later w1, w3 into h1: w1, w2 into h1; w3, w4 into h2',
      'w_i · i1: w1 · i1',
      'net o2 = 1.2249214039: 1.2249214041',
      'w^L = w^L a^{l−1} + b^L: z^l = w^l a^{l−1} + b^l',
      '[1, 2] ⊙ [3, 4] = [3, 4]: [3, 8]',
      'σ′(z′), error σ^l: σ′(z), error δ^l',
      'w5+ = 0.5 − 0.5 · 0.082167041: 0.4 − 0.5 · 0.082167041',
      '0.36350306: 0.036350306',
      '∂Eo2/∂out h1 = −0.019049119: −0.019049118',
      'l ≠ 1: l = L − 1 down to 2',
      '0.291037924: 0.291027924',
      '10,0000 times: 10,000 times',
      '0.0000351085 after 10,000 updates: 0.0000351019 after 10,000; 0.0000351085 after 9,999',
    ])
  })

  test('its closing numbers are those of the variants', async () => {
    const { variants } = fixture('test/fixtures/worked-example.json') as {
      variants: Record<string, Record<string, { E: number }>>
    }
    const numbers = await numbersOf(lesson)
    const names = {
      E_after_one_simultaneous_frozen: ['simultaneous_biasesFixed', '1'],
      E_after_10000: ['simultaneous_biasesFixed', '9999'],
      E_10000_simultaneous_frozen: ['simultaneous_biasesFixed', '10000'],
      E_after_one_update: ['sequential_biasesFixed', '1'],
      E_10000_sequential_frozen: ['sequential_biasesFixed', '10000'],
      'E_after_one_simultaneous_trained_per-unit': ['simultaneous_biasPerNeuron', '1'],
      'E_10000_simultaneous_trained_per-unit': ['simultaneous_biasPerNeuron', '10000'],
      E_after_one_simultaneous_trained_shared: ['simultaneous_biasSharedPerLayer', '1'],
      E_10000_simultaneous_trained_shared: ['simultaneous_biasSharedPerLayer', '10000'],
    } as const
    for (const [id, [variant, updates]] of Object.entries(names))
      expect(numbers.get(id), id).toBeCloseTo(variants[variant]?.[updates]?.E ?? Number.NaN, 14)
  })
})

test('a number of an update is known as one', () => {
  expect(isOfUpdate({ what: 'newBias', layer: 'output', unit: 0 })).toBe(true)
  expect(isOfUpdate({ what: 'loss' })).toBe(false)
})
