import { applyUpdate, factorsOf, initialSlotsOf, optimizerOf } from '@engine/optimizers'
import { defaultSettings, idsOf } from '@shared/catalog/entry'
import { type OptimizerSettings, optimizers } from '@shared/catalog/optimizers'
import { describe, expect, test } from 'vitest'
import { goldenMembers, largestDifference } from '../../../helpers/golden'

const golden = goldenMembers().optimizers
const everyId = idsOf(optimizers)

interface Sequence {
  readonly settings: OptimizerSettings
  readonly decays: boolean
  readonly initial: readonly number[]
  readonly gradients: readonly (readonly number[])[]
  readonly rates: readonly number[]
}

/** The parameters after each update. */
function trajectory({ settings, decays, initial, gradients, rates }: Sequence): number[][] {
  const parameters = [...initial]
  const slots = initialSlotsOf(settings).map((value) => initial.map(() => value))
  const memory = [...optimizerOf[settings.id].memory]
  return gradients.map((each, index) => {
    const factors = factorsOf(settings, { step: index + 1, rate: rates[index] ?? Number.NaN, memory })
    applyUpdate(settings, { parameters, gradients: each, slots, factors, decays })
    return [...parameters]
  })
}

test('the golden sequences are of every optimizer', () => {
  expect(new Set(golden.map(({ settings }) => settings.id))).toEqual(new Set(everyId))
  expect(golden).toHaveLength(17)
})

test.each(golden)('PyTorch takes the same steps: $name, decay $decays', ({ after, ...sequence }) => {
  const ours = trajectory(sequence)
  expect(largestDifference(ours.flat(), after.flat())).toBeLessThan(1e-13)
})

describe.each(everyId)('%s', (id) => {
  const settings = defaultSettings(optimizers, id)

  test('has its own id, a start value per slot, and at most 8 finite factors', () => {
    const optimizer = optimizerOf[id]
    expect(optimizer.id).toBe(id)
    expect(initialSlotsOf(settings)).toHaveLength(optimizer.slots.length)
    const memory = [...optimizer.memory]
    for (const step of [1, 2, 1_000_000]) {
      const factors = factorsOf(settings, { step, rate: 0.1, memory })
      expect(factors.length).toBeLessThanOrEqual(8)
      expect(factors.every(Number.isFinite)).toBe(true)
    }
  })

  test('updates every parameter by itself: in one list or one by one', () => {
    const [together = { initial: [], gradients: [] }] = golden.filter((each) => each.settings.id === id)
    const { initial, gradients } = together
    const rates = gradients.map(() => 0.05)
    const joined = trajectory({ settings, decays: true, initial, gradients, rates })
    const alone = initial.map((value, place) =>
      trajectory({
        settings,
        decays: true,
        initial: [value],
        gradients: gradients.map((each) => each.slice(place, place + 1)),
        rates,
      }),
    )
    expect(joined.length).toBeGreaterThan(20)
    expect(joined).toEqual(joined.map((_, step) => alone.map((steps) => steps[step]?.[0])))
  })

  test('does not hide a gradient that is no number', () => {
    const [after = []] = trajectory({ settings, decays: false, initial: [1], gradients: [[Number.NaN]], rates: [0.1] })
    expect(after).toEqual([Number.NaN])
  })
})

test("Adam's first step is as long as the learning rate", () => {
  const settings = defaultSettings(optimizers, 'adam')
  const [after = []] = trajectory({ settings, decays: false, initial: [0, 0], gradients: [[3, -1e-3]], rates: [0.01] })
  expect(largestDifference(after, [-0.01, 0.01])).toBeLessThan(1e-6)
})

test('weight decay acts without a gradient, and only where it should', () => {
  const settings: OptimizerSettings = { ...defaultSettings(optimizers, 'adamw'), weightDecay: 0.5 }
  const sequence = { settings, initial: [2], gradients: [[0]], rates: [0.1] }
  expect(trajectory({ ...sequence, decays: true })).toEqual([[1.9]])
  expect(trajectory({ ...sequence, decays: false })).toEqual([[2]])
})

test('RProp stands still where the sign changed, and forgets that gradient', () => {
  const settings: OptimizerSettings = { ...defaultSettings(optimizers, 'rprop'), learningRate: 1, shrink: 0.5, grow: 2 }
  const after = trajectory({
    settings,
    decays: false,
    initial: [0],
    gradients: [[1], [1], [-1], [-1], [-1]],
    rates: [1, 1, 1, 1, 1],
  })
  // Steps of 1, 2, none, then 1 (halved, and nothing to compare with), 2.
  expect(after.flat()).toEqual([-1, -3, -3, -2, 0])
})
