import { freshPlateau, plateauAfterEpoch } from '@engine/callbacks/reduce-on-plateau'
import { rateAt } from '@engine/schedules'
import { expect, test } from 'vitest'
import { goldenMembers, largestDifference } from '../../../helpers/golden'

test.each(goldenMembers().plateaus)('Keras has the same rates: $settings', ({ settings, base, losses, rates }) => {
  let state = freshPlateau()
  const ours = losses.map((loss, index) => {
    state = plateauAfterEpoch(state, settings, loss)
    return rateAt(settings, base, { epoch: index + 1, step: index + 1, stepsPerEpoch: 1, reduction: state.reduction })
  })
  expect(largestDifference(ours, rates)).toBeLessThan(1e-15)
  expect(new Set(ours).size).toBeGreaterThan(3)
})

test('the state is plain data, and no state is changed', () => {
  const { settings } = { settings: goldenMembers().plateaus[1]?.settings }
  if (!settings) throw new Error('no golden plateau')
  const fresh = freshPlateau()
  const once = plateauAfterEpoch(fresh, settings, 1)
  const twice = plateauAfterEpoch(once, settings, 1)
  expect([fresh, once, twice]).toEqual([
    { best: null, wait: 0, cooldown: 0, reduction: 1 },
    { best: 1, wait: 0, cooldown: 0, reduction: 1 },
    { best: 1, wait: 0, cooldown: 2, reduction: 0.4 },
  ])
  expect(JSON.parse(JSON.stringify([fresh, once, twice]))).toEqual([fresh, once, twice])
})

test('progress in a cooldown is noted', () => {
  const settings = {
    id: 'reduce-on-plateau',
    factor: 0.5,
    patience: 1,
    minimumDelta: 0,
    cooldown: 2,
    lowest: 0,
  } as const
  const cooling = { best: 1, wait: 0, cooldown: 2, reduction: 0.5 }
  expect(plateauAfterEpoch(cooling, settings, 0.5)).toEqual({ best: 0.5, wait: 0, cooldown: 1, reduction: 0.5 })
  expect(plateauAfterEpoch(cooling, settings, 2)).toEqual({ best: 1, wait: 0, cooldown: 1, reduction: 0.5 })
  expect(plateauAfterEpoch({ ...cooling, cooldown: 1 }, settings, 2)).toEqual({
    best: 1,
    wait: 0,
    cooldown: 2,
    reduction: 0.25,
  })
})
