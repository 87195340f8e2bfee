import { diff, patch } from '@shared/document/diff'
import { describe, expect, test } from 'vitest'
import { mutated, randomJson, seeded } from '../../../helpers/random-values'

test.each([
  ['equal values', { a: [1] }, { a: [1] }, []],
  ['a changed number', { a: { b: 1 } }, { a: { b: 2 } }, [{ path: ['a', 'b'], value: 2 }]],
  ['a new key', { a: 1 }, { a: 1, b: null }, [{ path: ['b'], value: null }]],
  ['a removed key', { a: 1, b: 2 }, { a: 1 }, [{ path: ['b'] }]],
  ['an item of a list', { a: [1, 2] }, { a: [1, 3] }, [{ path: ['a', 1], value: 3 }]],
  ['a list of another length', { a: [1] }, { a: [1, 2] }, [{ path: ['a'], value: [1, 2] }]],
  ['a list for an object', { a: [] }, { a: {} }, [{ path: ['a'], value: {} }]],
  ['another whole', 1, { a: 1 }, [{ path: [], value: { a: 1 } }]],
  ['a key of the same name as a built-in', {}, { constructor: 1 }, [{ path: ['constructor'], value: 1 }]],
])('%s', (_name, before, after, expected) => {
  expect(diff(before, after)).toEqual(expected)
})

describe('over 2,000 random pairs', () => {
  const random = seeded(11)
  const pairs = Array.from({ length: 2000 }, () => {
    const before = randomJson(random)
    return { before, after: random.below(4) === 0 ? randomJson(random) : mutated(random, before) }
  })

  test('patch leads there, and the diff of the way back is the inverse', () => {
    for (const { before, after } of pairs) {
      const kept = structuredClone(before)
      expect(patch(before, diff(before, after))).toEqual(after)
      expect(patch(after, diff(after, before))).toEqual(before)
      expect(before).toEqual(kept)
    }
  })

  test('the pairs differ often enough to prove something', () => {
    const changes = pairs.map(({ before, after }) => diff(before, after).length)
    expect(changes.filter((count) => count > 1).length).toBeGreaterThan(200)
  })
})

test('what no change touches is shared, not copied', () => {
  const before = { a: { big: [1] }, b: { c: 1 } }
  const after = patch(before, [{ path: ['b', 'c'], value: 2 }])
  expect(after).toEqual({ a: { big: [1] }, b: { c: 2 } })
  expect(after.a).toBe(before.a)
})

test('a change of a place that does not exist is refused', () => {
  expect(() => patch({ a: 1 }, [{ path: ['a', 'b', 'c'], value: 1 }])).toThrow(
    'A change refers to a.b.c, which does not exist.',
  )
})
