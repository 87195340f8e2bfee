import { type Random, randomFromSeed } from '@engine/random'
import { type Json } from '@shared/document/diff'

/** A value of any shape that JSON can say, nested at most `depth` deep. */
export function randomJson(random: Random, depth = 4): Json {
  const leaves: Json[] = [null, true, false, 0, 1, -1.5, '', 'text', 'ü ✓']
  const kind = depth === 0 ? 0 : random.below(3)
  if (kind === 0) return leaves[random.below(leaves.length)] ?? null
  if (kind === 1) return Array.from({ length: random.below(4) }, () => randomJson(random, depth - 1))
  const keys = ['a', 'b', 'c', 'constructor', '0', 'a b'].filter(() => random.below(2) === 0)
  return Object.fromEntries(keys.map((key) => [key, randomJson(random, depth - 1)]))
}

/** `value` with a few changes somewhere in it. */
export function mutated(random: Random, value: Json): Json {
  if (random.below(5) === 0) return randomJson(random, 2)
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => (random.below(3) === 0 ? mutated(random, item) : item))
    if (random.below(4) === 0) items.push(randomJson(random, 1))
    if (random.below(4) === 0) items.shift()
    return items
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(() => random.below(6) > 0)
      .map(([key, item]): [string, Json] => [key, random.below(2) === 0 ? mutated(random, item) : item])
    if (random.below(4) === 0) entries.push(['new', randomJson(random, 1)])
    return Object.fromEntries(entries)
  }
  return value
}

/** The same generator on every machine. */
export const seeded = (seed: number): Random => randomFromSeed(seed, 'order')
