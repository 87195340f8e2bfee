import { AppError } from '../errors'
import { type Frame } from './transport'

/**
 * Values to bytes and back. JSON alone would turn typed arrays into objects and NaN into null, so a frame is
 *
 *     [u32 LE: length of the JSON][JSON, UTF-8][zeros to a multiple of 8][typed arrays, each from a multiple of 8]
 *
 * and what JSON can't say is a tagged object `{"$": tag, ...}` in it. Class instances, functions and cycles are refused.
 */
const arrays = { f32: Float32Array, f64: Float64Array, u8: Uint8Array, i32: Int32Array, u32: Uint32Array } as const
type ArrayTag = keyof typeof arrays
type AnyTypedArray = Float32Array | Float64Array | Uint8Array | Int32Array | Uint32Array

/** 64 MiB: above every message of the program, below what would freeze a window. */
export const FRAME_LIMIT = 64 * 1024 * 1024

const aligned = (bytes: number): number => (bytes + 7) & ~7

interface Section {
  readonly offset: number
  readonly array: AnyTypedArray
}

export function encode(value: unknown): Frame {
  const sections: Section[] = []
  let end = 0
  const pack = (part: unknown): unknown => {
    if (part === undefined) return { $: 'undefined' }
    if (typeof part === 'number')
      return Number.isFinite(part) && !Object.is(part, -0) ? part : { $: 'number', value: numberName(part) }
    if (typeof part !== 'object' || part === null) {
      if (typeof part === 'function' || typeof part === 'symbol' || typeof part === 'bigint')
        throw new TypeError(`A ${typeof part} can't cross to another process.`)
      return part
    }
    if (Array.isArray(part)) return part.map(pack)
    const tag = tagOf(part)
    if (tag !== null) {
      const { array } = tag
      const offset = end
      sections.push({ offset, array })
      end = aligned(end + array.byteLength)
      return { $: tag.tag, offset, length: array.length }
    }
    const prototype: unknown = Object.getPrototypeOf(part)
    if (prototype !== Object.prototype && prototype !== null)
      throw new TypeError(`A ${part.constructor.name} can't cross to another process.`)
    const packed = Object.fromEntries(
      Object.entries(part)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => [key, pack(item)]),
    )
    return '$' in packed ? { $: 'object', value: packed } : packed
  }
  const json = new TextEncoder().encode(JSON.stringify(pack(value)))
  const start = aligned(4 + json.length)
  const frame = new Uint8Array(start + end)
  new DataView(frame.buffer).setUint32(0, json.length, true)
  frame.set(json, 4)
  for (const { offset, array } of sections)
    frame.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), start + offset)
  return frame
}

/** Errors: AppError bad-frame for bytes that no `encode` made. */
export function decode(frame: Frame): unknown {
  try {
    const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
    const length = view.getUint32(0, true)
    if (4 + length > frame.length) throw new RangeError('the JSON part is longer than the frame')
    const start = aligned(4 + length)
    return unpack(
      JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(frame.subarray(4, 4 + length))),
      frame,
      start,
    )
  } catch (thrown) {
    throw AppError.of('bad-frame', { reason: thrown instanceof Error ? thrown.message : String(thrown) })
  }
}

function unpack(part: unknown, frame: Frame, start: number): unknown {
  if (typeof part !== 'object' || part === null) return part
  if (Array.isArray(part)) return part.map((item) => unpack(item, frame, start))
  const entries = Object.entries(part)
  if (!('$' in part)) return Object.fromEntries(entries.map(([key, item]) => [key, unpack(item, frame, start)]))
  const { $: tag, value, offset, length } = part as Record<string, unknown>
  if (tag === 'undefined') return undefined
  if (tag === 'number') return numberOf(value)
  if (tag === 'object' && typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unpack(item, frame, start)]))
  if (
    typeof tag === 'string' &&
    Object.hasOwn(arrays, tag) &&
    typeof offset === 'number' &&
    typeof length === 'number'
  ) {
    const TypedArray = arrays[tag as ArrayTag]
    const from = start + offset
    const to = from + length * TypedArray.BYTES_PER_ELEMENT
    if (!(offset >= 0 && length >= 0 && to <= frame.length))
      throw new RangeError('a typed array lies outside the frame')
    // A copy: a frame may be a view of a shared pool (Node's Buffer), and its arrays may start anywhere.
    return new TypedArray(new Uint8Array(frame.subarray(from, to)).buffer)
  }
  throw new TypeError(`an unknown tag ${JSON.stringify(tag)}`)
}

function tagOf(part: object): { tag: ArrayTag; array: AnyTypedArray } | null {
  if (part instanceof Float32Array) return { tag: 'f32', array: part }
  if (part instanceof Float64Array) return { tag: 'f64', array: part }
  if (part instanceof Uint8Array) return { tag: 'u8', array: part }
  if (part instanceof Int32Array) return { tag: 'i32', array: part }
  if (part instanceof Uint32Array) return { tag: 'u32', array: part }
  return null
}

const numberName = (value: number): string => (Object.is(value, -0) ? '-0' : String(value))

function numberOf(name: unknown): number {
  if (name === 'NaN' || name === 'Infinity' || name === '-Infinity' || name === '-0') return Number(name)
  throw new TypeError(`an unknown number ${JSON.stringify(name)}`)
}
