import { freshStopping, stoppingAfterEpoch } from '@engine/callbacks/early-stopping'
import { expect, test } from 'vitest'
import { goldenMembers } from '../../../helpers/golden'

test.each(goldenMembers().stoppings)('Keras stops after the same epoch: $settings', ({ settings, losses, stops }) => {
  let state = freshStopping()
  const epoch = losses.findIndex((loss) => {
    const next = stoppingAfterEpoch(state, settings, loss)
    state = next.state
    return next.stop
  })
  expect(epoch < 0 ? null : epoch).toBe(stops)
})

test('the state is plain data, and no state is changed', () => {
  const fresh = freshStopping()
  const { state } = stoppingAfterEpoch(fresh, { patience: 2, minimumDelta: 0 }, 3)
  expect(fresh).toEqual(freshStopping())
  expect(JSON.parse(JSON.stringify([fresh, state]))).toEqual([fresh, state])
  expect(stoppingAfterEpoch(state, { patience: 2, minimumDelta: 0 }, 3).state).toEqual({ best: 3, wait: 1 })
})

test('progress that is just as large as the least one is none', () => {
  const settings = { patience: 1, minimumDelta: 0.5 }
  const { state } = stoppingAfterEpoch(freshStopping(), settings, 3)
  expect(stoppingAfterEpoch(state, settings, 2.5).stop).toBe(true)
  expect(stoppingAfterEpoch(state, settings, 2.25)).toEqual({ state: { best: 2.25, wait: 0 }, stop: false })
})
