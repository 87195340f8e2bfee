import { rateAt, scheduleOf } from '@engine/schedules'
import { idsOf } from '@shared/catalog/entry'
import { type ScheduleSettings, schedules } from '@shared/catalog/schedules'
import { expect, test } from 'vitest'
import { goldenMembers, largestDifference } from '../../../helpers/golden'

const golden = goldenMembers().schedules

test('the golden values are of every schedule but the one that follows the loss', () => {
  expect(new Set([...golden.map(({ settings }) => settings.id), 'reduce-on-plateau'])).toEqual(
    new Set(idsOf(schedules)),
  )
  expect(Object.entries(scheduleOf).map(([id, schedule]) => [id, schedule.id])).toEqual(
    idsOf(schedules).map((id) => [id, id]),
  )
})

test.each(golden)('PyTorch gives the same rates: $name', ({ settings, base, stepsPerEpoch, rates }) => {
  const ours = rates.map((_, step) =>
    rateAt(settings, base, { epoch: Math.floor(step / stepsPerEpoch), step, stepsPerEpoch, reduction: 1 }),
  )
  expect(largestDifference(ours, rates)).toBeLessThan(1e-15)
})

test('a plateau reduces the rate, but never below the lowest, and never raises it', () => {
  const rate = (lowest: number, reduction: number): number =>
    rateAt({ id: 'reduce-on-plateau', factor: 0.1, patience: 1, minimumDelta: 0, cooldown: 0, lowest }, 0.5, {
      epoch: 9,
      step: 90,
      stepsPerEpoch: 10,
      reduction,
    })
  expect([rate(0, 1), rate(0, 0.25), rate(0.2, 0.25), rate(2, 0.25)]).toEqual([0.5, 0.125, 0.2, 0.5])
})

test('a cycle of a single update', () => {
  const rate = (rise: number): number =>
    rateAt({ id: 'one-cycle', epochs: 1, rise }, 1, { epoch: 0, step: 0, stepsPerEpoch: 1, reduction: 1 })
  expect([rate(0), rate(0.3), rate(1)]).toEqual([1 / 25 / 1e4, 1 / 25 / 1e4, 1])
})

test('long runs stay finite', () => {
  const late = { epoch: 1_000_000, step: 1e9, stepsPerEpoch: 1000, reduction: 0 }
  const settings: readonly ScheduleSettings[] = golden.map((each) => each.settings)
  expect(settings.map((each) => rateAt(each, 0.3, late)).every((rate) => rate >= 0 && rate <= 0.3)).toBe(true)
})
