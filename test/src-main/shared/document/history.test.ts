import { type Edit, emptyHistory, type History, record, redo, sealed, undo } from '@shared/document/history'
import { expect, test } from 'vitest'
import { mutated, randomJson, seeded } from '../../../helpers/random-values'

/** A value with its history, as a store keeps both. */
function editor<Value>(start: Value) {
  let value = start
  let history: History = emptyHistory
  return {
    edit(after: Value, mergeKey?: string, label = 'edit') {
      const edit: Edit<Value> = { before: value, after, label, ...(mergeKey === undefined ? {} : { mergeKey }) }
      history = record(history, edit)
      value = after
    },
    seal: () => void (history = sealed(history)),
    move(direction: typeof undo | typeof redo): boolean {
      const moved = direction(value, history)
      if (moved) ({ value, history } = moved)
      return moved !== null
    },
    get value() {
      return value
    },
    get labels() {
      return { done: history.done.map(({ label }) => label), undone: history.undone.map(({ label }) => label) }
    },
  }
}

test('undo and redo lead back and forth; at the ends there is nothing', () => {
  const it = editor(1)
  expect(it.move(undo)).toBe(false)
  it.edit(2, undefined, 'two')
  it.edit(3, undefined, 'three')
  expect(it.labels).toEqual({ done: ['two', 'three'], undone: [] })
  expect([it.move(undo), it.value, it.move(undo), it.value, it.move(undo)]).toEqual([true, 2, true, 1, false])
  expect(it.labels).toEqual({ done: [], undone: ['three', 'two'] })
  expect([it.move(redo), it.value, it.move(redo), it.value, it.move(redo)]).toEqual([true, 2, true, 3, false])
})

test('a new edit ends what could be redone', () => {
  const it = editor(1)
  it.edit(2)
  it.move(undo)
  it.edit(5, undefined, 'five')
  expect(it.labels).toEqual({ done: ['five'], undone: [] })
})

test('an edit that changes nothing leaves no entry', () => {
  const it = editor({ a: 1 })
  it.edit({ a: 1 })
  expect(it.labels.done).toEqual([])
})

test('edits in a row with the same key are one step', () => {
  const it = editor({ a: 0, b: 0 })
  it.edit({ a: 1, b: 0 }, 'a')
  it.edit({ a: 2, b: 0 }, 'a')
  it.edit({ a: 2, b: 1 }, 'b')
  it.edit({ a: 3, b: 1 }, 'a')
  expect(it.labels.done).toHaveLength(3)
  it.move(undo)
  it.move(undo)
  expect(it.value).toEqual({ a: 2, b: 0 })
  it.move(undo)
  expect(it.value).toEqual({ a: 0, b: 0 })
  it.move(redo)
  expect(it.value).toEqual({ a: 2, b: 0 })
})

test('a drag that leads back to its start leaves no step', () => {
  const it = editor({ a: 0 })
  it.edit({ a: 1 }, 'a')
  it.edit({ a: 0 }, 'a')
  expect(it.labels).toEqual({ done: [], undone: [] })
})

test.each<[string, (it: ReturnType<typeof editor<number>>) => void]>([
  ['after a seal', (it) => it.seal()],
  [
    'after an undo',
    (it) => {
      it.edit(9)
      it.move(undo)
    },
  ],
  [
    'after a redo',
    (it) => {
      it.move(undo)
      it.move(redo)
    },
  ],
])('an edit with the same key starts a step of its own %s', (_name, between) => {
  const it = editor(0)
  it.edit(1, 'key')
  between(it)
  it.edit(2, 'key')
  expect(it.labels.done).toHaveLength(2)
  it.move(undo)
  expect(it.value).toBe(1)
})

test('edits without a key never merge', () => {
  const it = editor(0)
  it.edit(1)
  it.edit(2)
  expect(it.labels.done).toHaveLength(2)
})

test('the oldest of more than 500 steps are forgotten', () => {
  const it = editor(0)
  for (let step = 1; step <= 510; step++) it.edit(step)
  let steps = 0
  while (it.move(undo)) steps++
  expect({ steps, value: it.value }).toEqual({ steps: 500, value: 10 })
})

test('any edits, undone and redone in any order, are the values they were', () => {
  const random = seeded(3)
  for (let round = 0; round < 50; round++) {
    const it = editor(randomJson(random))
    const values = [it.value]
    let at = 0
    for (let step = 0; step < 40; step++) {
      const action = random.below(4)
      if (action < 2) {
        const before = JSON.stringify(it.value)
        it.edit(mutated(random, it.value))
        if (JSON.stringify(it.value) === before) continue
        values.splice(++at, values.length, it.value)
      } else if (action === 2 && it.move(undo)) at--
      else if (action === 3 && it.move(redo)) at++
      expect(it.value).toEqual(values[at])
    }
  }
})
