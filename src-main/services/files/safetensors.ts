import * as v from 'valibot'

/** A tensor in row-major order; float64, as the reference engine computes. */
export interface Tensor {
  readonly shape: readonly number[]
  readonly values: Float64Array
}
export type Tensors = Readonly<Record<string, Tensor>>

/**
 * The safetensors format: u64 LE length of the header, JSON header, raw little-endian values. Names are sorted and the
 * header is padded to a multiple of 8 with spaces, so the same tensors are the same bytes.
 */
export function writeSafetensors(tensors: Tensors): Uint8Array {
  const names = Object.keys(tensors).sort()
  const header: Record<string, unknown> = {}
  let end = 0
  for (const name of names) {
    const tensor = tensors[name]
    if (!tensor) continue
    header[name] = { dtype: 'F64', shape: tensor.shape, data_offsets: [end, end + tensor.values.byteLength] }
    end += tensor.values.byteLength
  }
  const json = JSON.stringify(header)
  const text = new TextEncoder().encode(json.padEnd(Math.ceil(json.length / 8) * 8))
  const bytes = new Uint8Array(8 + text.length + end)
  const view = new DataView(bytes.buffer)
  view.setBigUint64(0, BigInt(text.length), true)
  bytes.set(text, 8)
  let at = 8 + text.length
  for (const name of names)
    for (const value of tensors[name]?.values ?? []) {
      view.setFloat64(at, value, true)
      at += 8
    }
  return bytes
}

const header = v.record(
  v.string(),
  v.object({
    dtype: v.picklist(['F64', 'F32']),
    shape: v.array(v.pipe(v.number(), v.integer(), v.minValue(0))),
    data_offsets: v.tuple([
      v.pipe(v.number(), v.integer(), v.minValue(0)),
      v.pipe(v.number(), v.integer(), v.minValue(0)),
    ]),
  }),
)

/** What the header says, without its free-text metadata; null where it is no JSON. */
function entriesOf(text: Uint8Array): unknown {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(text))
    if (typeof json !== 'object' || json === null || !('__metadata__' in json)) return json
    const { __metadata__: _metadata, ...entries } = json
    return entries
  } catch {
    return null
  }
}

/** Errors: a plain Error whose message completes "... can't be used: ". */
export function readSafetensors(bytes: Uint8Array): Tensors {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 8) throw new Error('the header is missing')
  const length = Number(view.getBigUint64(0, true))
  if (8 + length > bytes.length) throw new Error('the header is longer than the file')
  const parsed = v.safeParse(header, entriesOf(bytes.subarray(8, 8 + length)))
  if (!parsed.success) throw new Error('the header is not that of a safetensors file with F64 or F32 tensors')
  const tensors: Record<string, Tensor> = {}
  for (const [
    name,
    {
      dtype,
      shape,
      data_offsets: [from, to],
    },
  ] of Object.entries(parsed.output)) {
    const count = shape.reduce((product, size) => product * size, 1)
    const width = dtype === 'F64' ? 8 : 4
    const start = 8 + length + from
    if (to - from !== count * width || start + count * width > bytes.length)
      throw new Error(`the tensor ${name} does not fit its shape ${shape.join(' x ')}`)
    tensors[name] = {
      shape,
      values: Float64Array.from({ length: count }, (_, index) =>
        dtype === 'F64' ? view.getFloat64(start + index * 8, true) : view.getFloat32(start + index * 4, true),
      ),
    }
  }
  return tensors
}
