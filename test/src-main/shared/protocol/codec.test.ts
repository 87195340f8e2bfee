import { decode, encode } from '@shared/protocol/codec'
import { AppError } from '@shared/errors'
import { describe, expect, test } from 'vitest'
import { randomJson, seeded } from '../../../helpers/random-values'

const roundTrip = (value: unknown): unknown => decode(encode(value))

const pool = new ArrayBuffer(64)
const view = new Float32Array(pool, 12, 3)
view.set([1.5, -2, Number.NaN])

describe('what is encoded comes back', () => {
  test.each<[string, unknown]>([
    ['null', null],
    ['undefined', undefined],
    ['a text', 'Größe ✓ 🧠 \u0000 \uD800'],
    ['numbers', [0, -1, 1e-320, Number.MAX_VALUE, 0.1 + 0.2]],
    ['numbers that JSON can not say', [Number.NaN, Infinity, -Infinity, -0]],
    ['nothing', [{}, [], '', false]],
    ['undefined in a list', [1, undefined, 2]],
    ['nesting', { a: [{ b: [[{ c: null }]] }] }],
    ['keys that look like a tag', { $: 'undefined', value: { $: { $: 'f64', offset: 0, length: 1 } } }],
    ['keys with the names of built-ins', { constructor: 1, toString: [2], hasOwnProperty: { valueOf: 3 } }],
    [
      'all typed arrays',
      [Float32Array.of(1.5), Float64Array.of(0.1), Uint8Array.of(255), Int32Array.of(-1), Uint32Array.of(2 ** 32 - 1)],
    ],
    ['empty typed arrays', { a: new Float64Array(), b: new Uint8Array() }],
    [
      'typed arrays of odd lengths in a row',
      [Uint8Array.of(1, 2, 3), Float64Array.of(4), Uint8Array.of(5), Float32Array.of(6)],
    ],
    ['special numbers in a typed array', Float64Array.of(Number.NaN, Infinity, -0, 5e-324)],
    ['a view with an offset', view],
    ['a part of a view', Uint8Array.of(1, 2, 3, 4, 5).subarray(1, 3)],
  ])('%s', (_name, value) => {
    expect(roundTrip(value)).toEqual(value)
  })

  test('-0 stays -0', () => {
    expect(Object.is(roundTrip(-0), -0)).toBe(true)
    expect(Object.is((roundTrip(Float64Array.of(-0)) as Float64Array)[0], -0)).toBe(true)
  })

  test('a key __proto__ is a key, not a prototype', () => {
    const value: unknown = JSON.parse('{"__proto__": {"polluted": true}, "$": 1}')
    const decoded = roundTrip(value) as Record<string, unknown>
    expect(Object.keys(decoded)).toEqual(['__proto__', '$'])
    expect(Object.getPrototypeOf(decoded)).toBe(Object.prototype)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  test('a key without a value is left out', () => {
    expect(Object.keys(roundTrip({ a: undefined, b: 1 }) as object)).toEqual(['b'])
  })

  test('500 random values', () => {
    const random = seeded(21)
    for (let round = 0; round < 500; round++) {
      const value = { value: randomJson(random), array: Float64Array.from({ length: random.below(5) }, random.next) }
      expect(roundTrip(value)).toEqual(value)
    }
  })

  test('from a frame that is a view of a larger buffer, and from a Buffer of Node', () => {
    const value = { a: Float64Array.of(1, 2), b: 'x' }
    const frame = encode(value)
    const shifted = new Uint8Array(frame.length + 5)
    shifted.set(frame, 5)
    expect(decode(shifted.subarray(5))).toEqual(value)
    expect(decode(Buffer.from(frame))).toEqual(value)
  })

  test('into arrays of their own: changing them changes no frame', () => {
    const frame = encode(Float64Array.of(1))
    ;(decode(frame) as Float64Array)[0] = 9
    expect(decode(frame)).toEqual(Float64Array.of(1))
  })
})

test.each<[string, unknown, string]>([
  ['a function', () => 1, "A function can't cross to another process."],
  ['a symbol', { a: Symbol('s') }, "A symbol can't cross to another process."],
  ['a bigint', [1n], "A bigint can't cross to another process."],
  ['a date', new Date(0), "A Date can't cross to another process."],
  ['a map', { a: new Map() }, "A Map can't cross to another process."],
  ['an array of another type', new Int16Array(1), "A Int16Array can't cross to another process."],
])('%s is refused', (_name, value, sentence) => {
  expect(() => encode(value)).toThrow(new TypeError(sentence))
})

test('a cycle is refused, not followed for ever', () => {
  const cycle: Record<string, unknown> = {}
  cycle['self'] = cycle
  expect(() => encode(cycle)).toThrow(RangeError)
})

describe('bytes that no encode made are a bad frame', () => {
  const framed = (json: string, values = 0): Uint8Array => {
    const text = new TextEncoder().encode(json)
    const bytes = new Uint8Array(((4 + text.length + 7) & ~7) + values)
    new DataView(bytes.buffer).setUint32(0, text.length, true)
    bytes.set(text, 4)
    return bytes
  }

  test.each<[string, Uint8Array, RegExp]>([
    ['no bytes', new Uint8Array(), /.+/],
    ['three bytes', Uint8Array.of(1, 2, 3), /.+/],
    ['a JSON part longer than the frame', Uint8Array.of(255, 0, 0, 0, 49), /the JSON part is longer than the frame/],
    ['a length of 4 GiB', Uint8Array.of(255, 255, 255, 255, 49), /the JSON part is longer than the frame/],
    ['no JSON', framed('{'), /JSON/],
    ['an empty JSON part', framed(''), /JSON/],
    ['bytes that are no UTF-8', Uint8Array.of(2, 0, 0, 0, 0xc3, 0x28), /.+/],
    ['an unknown tag', framed('{"$":"map"}'), /an unknown tag "map"/],
    [
      'a tag with the name of a built-in',
      framed('{"$":"constructor","offset":0,"length":0}'),
      /an unknown tag "constructor"/,
    ],
    ['a tag without a value', framed('{"$":null}'), /an unknown tag null/],
    ['an unknown number', framed('{"$":"number","value":"1e3"}'), /an unknown number "1e3"/],
    ['an object tag without an object', framed('{"$":"object","value":3}'), /an unknown tag "object"/],
    ['an array behind the end', framed('{"$":"f64","offset":0,"length":2}', 8), /a typed array lies outside the frame/],
    [
      'an array before the start',
      framed('{"$":"u8","offset":-1,"length":1}', 8),
      /a typed array lies outside the frame/,
    ],
    [
      'an array of endless length',
      framed('{"$":"u8","offset":0,"length":1e300}', 8),
      /a typed array lies outside the frame/,
    ],
    ['half a number', framed('{"$":"f64","offset":0,"length":0.5}', 8), /.+/],
    ['nesting too deep to follow', framed('['.repeat(200_000) + ']'.repeat(200_000)), /.+/],
  ])('%s', (_name, frame, reason) => {
    const error = thrownBy(() => decode(frame))
    expect(error).toBeInstanceOf(AppError)
    expect(error).toMatchObject({ code: 'bad-frame', details: { reason: expect.stringMatching(reason) } })
  })

  test('every truncation of a frame, unless what is left out are zeros between its parts', () => {
    const value = { text: 'abc', values: Float64Array.of(1, 2, 3) }
    const frame = encode(value)
    for (let length = 0; length < frame.length; length++)
      expect(thrownBy(() => decode(frame.subarray(0, length)))).toMatchObject({ code: 'bad-frame' })
  })

  test('5,000 frames of random bytes, and 5,000 with random bytes changed', () => {
    const random = seeded(42)
    const good = encode({ a: [1, 'x', { $: 1 }], b: Float64Array.of(1, 2), c: [Number.NaN, undefined] })
    let refused = 0
    for (let round = 0; round < 10_000; round++) {
      const frame =
        round % 2 === 0 ? Uint8Array.from({ length: random.below(64) }, () => random.below(256)) : good.slice()
      if (round % 2 === 1)
        for (let change = 0; change <= random.below(4); change++) frame[random.below(frame.length)] = random.below(256)
      const error = thrownBy(() => decode(frame))
      if (error === null) continue
      refused++
      expect(error).toBeInstanceOf(AppError)
      expect(error).toMatchObject({ code: 'bad-frame' })
    }
    expect(refused).toBeGreaterThan(6000)
  })
})

function thrownBy(task: () => unknown): unknown {
  try {
    task()
    return null
  } catch (thrown) {
    return thrown
  }
}
