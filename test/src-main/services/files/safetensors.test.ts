import { describe, expect, test } from 'vitest'
import { readSafetensors, type Tensors, writeSafetensors } from '../../../../src-main/services/files/safetensors'
import { seeded } from '../../../helpers/random-values'

const tensors: Tensors = {
  'b.weights': { shape: [2, 3], values: Float64Array.of(1, -2, 0.1, Number.NaN, Infinity, -0) },
  'a.biases': { shape: [1], values: Float64Array.of(5e-324) },
  empty: { shape: [0, 4], values: new Float64Array() },
}

/** A file as the format's description has it, written by hand. */
function fileOf(header: unknown, values = new Uint8Array()): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header))
  const bytes = new Uint8Array(8 + text.length + values.length)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true)
  bytes.set(text, 8)
  bytes.set(values, 8 + text.length)
  return bytes
}

test('what is written is read back, bit for bit', () => {
  expect(readSafetensors(writeSafetensors(tensors))).toEqual(tensors)
  expect(readSafetensors(writeSafetensors({}))).toEqual({})
})

test('the bytes are those of the format: length, sorted header padded with spaces, little-endian values', () => {
  const bytes = writeSafetensors({
    w: { shape: [1, 2], values: Float64Array.of(1, -2) },
    b: { shape: [1], values: Float64Array.of(0.5) },
  })
  const header =
    '{"b":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"w":{"dtype":"F64","shape":[1,2],"data_offsets":[8,24]}}'
  const padded = header.padEnd(112)
  expect(header).toHaveLength(110)
  expect(Buffer.from(bytes)).toEqual(
    Buffer.concat([
      Buffer.from([112, 0, 0, 0, 0, 0, 0, 0]),
      Buffer.from(padded),
      Buffer.from('000000000000e03f' + '000000000000f03f' + '00000000000000c0', 'hex'),
    ]),
  )
})

test('the same tensors in another order are the same bytes', () => {
  const turned = Object.fromEntries(Object.entries(tensors).toReversed())
  expect(writeSafetensors(turned)).toEqual(writeSafetensors(tensors))
})

test('a file of other programs: single precision and metadata', () => {
  const values = new Uint8Array(Float32Array.of(1.5, -2).buffer)
  const file = fileOf({ __metadata__: { format: 'pt' }, w: { dtype: 'F32', shape: [2], data_offsets: [0, 8] } }, values)
  expect(readSafetensors(file)).toEqual({ w: { shape: [2], values: Float64Array.of(1.5, -2) } })
})

test('a file that is a view of a larger buffer', () => {
  const bytes = writeSafetensors(tensors)
  const shifted = new Uint8Array(bytes.length + 3)
  shifted.set(bytes, 3)
  expect(readSafetensors(shifted.subarray(3))).toEqual(tensors)
})

describe('a file that is none is refused', () => {
  const bad = 'the header is not that of a safetensors file with F64 or F32 tensors'
  const tensor = { dtype: 'F64', shape: [2], data_offsets: [0, 16] }
  const values = new Uint8Array(16)
  test.each<[string, Uint8Array, string]>([
    ['no bytes', new Uint8Array(), 'the header is missing'],
    ['seven bytes', new Uint8Array(7), 'the header is missing'],
    [
      'a header longer than the file',
      Uint8Array.of(255, 0, 0, 0, 0, 0, 0, 0, 123),
      'the header is longer than the file',
    ],
    ['a header of 16 EiB', new Uint8Array(16).fill(255), 'the header is longer than the file'],
    ['no JSON', fileOf('{oops'), bad],
    ['null', fileOf('null'), bad],
    ['a list', fileOf([1]), bad],
    ['another type', fileOf({ w: { ...tensor, dtype: 'BF16' } }, values), bad],
    ['a shape of halves', fileOf({ w: { ...tensor, shape: [0.5, 4] } }, values), bad],
    ['a negative offset', fileOf({ w: { ...tensor, data_offsets: [-8, 8] } }, values), bad],
    [
      'fewer values than the shape',
      fileOf({ w: { ...tensor, shape: [3] } }, values),
      'the tensor w does not fit its shape 3',
    ],
    [
      'values behind the end',
      fileOf({ w: { ...tensor, data_offsets: [8, 24] } }, values),
      'the tensor w does not fit its shape 2',
    ],
    [
      'a shape too large for any memory',
      fileOf({ w: { ...tensor, shape: [1e9, 1e9] } }, values),
      'the tensor w does not fit its shape 1000000000 x 1000000000',
    ],
  ])('%s', (_name, file, reason) => {
    expect(() => readSafetensors(file)).toThrow(new Error(reason))
  })

  test('2,000 files with random bytes changed are read or refused, never worse', () => {
    const random = seeded(8)
    const good = writeSafetensors(tensors)
    for (let round = 0; round < 2000; round++) {
      const bytes = good.slice(0, random.below(3) === 0 ? random.below(good.length) : good.length)
      for (let change = 0; change <= random.below(3) && bytes.length > 0; change++)
        bytes[random.below(bytes.length)] = random.below(256)
      try {
        readSafetensors(bytes)
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(Error)
        expect((thrown as Error).message).toMatch(/^(the header is|the tensor )/)
      }
    }
  })
})
