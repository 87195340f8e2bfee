import { describe, expect, test } from 'vitest'
import { lossProblem } from './correctness'
import { oracleLosses } from './oracle'
import { type Workload, WORKLOADS } from './workloads'

describe('losses of the first updates', () => {
  const expected = [2, 1]

  test('rounding is no difference', () => {
    expect(lossProblem('float64', { found: [2, 1 + 1e-12], expected })).toBe(null)
    expect(lossProblem('float32', { found: [2, 1 + 5e-4], expected })).toBe(null)
  })

  test('anything else is', () => {
    expect(lossProblem('float64', { found: [2, 1.00001], expected })).toBe(
      'the loss of update 2 is 1.00001 instead of 1',
    )
    expect(lossProblem('float32', { found: [2.01, 1], expected })).toBe('the loss of update 1 is 2.01 instead of 2')
    expect(lossProblem('float32', { found: [Number.NaN, 1], expected })).toBe(
      'the loss of update 1 is NaN instead of 2',
    )
    expect(lossProblem('float32', { found: [2], expected })).toBe('it made 1 of 2 updates')
  })
})

describe('the oracle', () => {
  /** PyTorch 1.13, the same numbers: peers/torch_peer.py asked to check. */
  test.each([
    ['W1', [0.01335877552064727, 0.04011306792633106, 0.06732024544074738]],
    ['W3', [1.3961650133132935, 1.3709938526153564, 1.3969876766204834]],
  ])('%s: has the losses of PyTorch', (name, losses) => {
    const workload = WORKLOADS.find((each) => each.name === name) as Workload
    const short = { ...workload, checkedSteps: losses.length }
    const expected = oracleLosses(short)
    expect(lossProblem(workload.precision, { found: losses, expected })).toBe(null)
  })
})
