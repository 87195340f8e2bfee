import { decimalsOf, isDone, judge } from '@shared/lesson/judge'
import { wantedKey } from '@shared/lesson/readings'
import { type ExpectedValue, type TaskCheck } from '@shared/lesson/schema'
import { setting } from '@shared/lesson/setting'
import { positionsOf, setSwitches, stands } from '@shared/lesson/switches'
import { expect, test } from 'vitest'
import { workedDocument } from '../../../helpers/documents'

const expected: ExpectedValue = {
  id: 'loss',
  label: 'loss',
  place: { what: 'loss' },
  after: 0,
  value: 0.25,
  tolerance: 5e-3,
}

test('a value is met within its tolerance, else it differs by so much', () => {
  expect(judge(expected, 0.2549)).toEqual({ kind: 'met', found: 0.2549 })
  expect(judge(expected, 0.5)).toEqual({ kind: 'differs', found: 0.5, difference: 0.25 })
  expect(judge(expected, null)).toEqual({ kind: 'missing' })
})

test.each([
  [5e-10, 9],
  [1e-9, 9],
  [5e-11, 10],
  [0.5, 0],
  [1e-30, 15],
])('a tolerance of %f needs %d decimals', (tolerance, decimals) => expect(decimalsOf(tolerance)).toBe(decimals))

const evidence = {
  document: workedDocument(),
  numbers: new Map([[wantedKey(expected), 0.25]]),
  answer: ' The  OLD one ',
}
test.each<[TaskCheck, boolean]>([
  [{ kind: 'value', place: { what: 'loss' }, after: 0, value: 0.3, tolerance: 0.1 }, true],
  [{ kind: 'value', place: { what: 'loss' }, after: 0, value: 0.4, tolerance: 0.1 }, false],
  [{ kind: 'value', place: { what: 'loss' }, after: 1, value: 0.25, tolerance: 0.1 }, false],
  [{ kind: 'below', place: { what: 'loss' }, after: 0, limit: 0.25 }, false],
  [{ kind: 'below', place: { what: 'loss' }, after: 0, limit: 0.26 }, true],
  [{ kind: 'switches', positions: { updateOrder: 'simultaneous', biases: 'frozen' } }, true],
  [{ kind: 'switches', positions: { biases: 'trained' } }, false],
  [{ kind: 'setting', path: 'network.layers.hidden.activation', value: 'sigmoid' }, true],
  [{ kind: 'setting', path: 'training.optimizer.learningRate', value: 0.1 }, false],
  [{ kind: 'words', accept: ['new', 'the old one'] }, true],
  [{ kind: 'number', value: 1, tolerance: 0.1 }, false],
])('a task with %j is done: %s', (check, done) => expect(isDone({ check }, evidence)).toBe(done))

test('a number is read as people type it', () => {
  const check = { kind: 'number', value: -2, tolerance: 0.1 } as const
  expect(isDone({ check }, { ...evidence, answer: '−2,05' })).toBe(true)
})

test('a setting is found by its path, and nothing by a wrong one', () => {
  expect(setting(workedDocument(), 'training.optimizer.id')).toBe('sgd')
  expect(setting(workedDocument(), 'network.layers.third.units')).toBeUndefined()
  expect(setting(workedDocument(), 'training.constructor')).toBeUndefined()
})

test('switches move the whole network, and back', () => {
  const document = workedDocument()
  const first = positionsOf(document)
  expect(first).toEqual({ updateOrder: 'simultaneous', biases: 'frozen', bias: 'per-unit' })
  const moved = { updateOrder: 'sequential', biases: 'trained', bias: 'shared' } as const
  const there = setSwitches(moved).apply(document)
  expect(positionsOf(there)).toEqual(moved)
  expect(there.network.layers[1]).toMatchObject({ bias: 'shared', freezeBiases: false, initialBiases: [0.35] })
  expect(setSwitches(first).apply(there)).toEqual(document)
  expect(setSwitches({}).apply(document)).toBe(document)
  expect([stands({}, first), stands({ bias: 'shared' }, first), stands(undefined, {})]).toEqual([true, false, true])
})
