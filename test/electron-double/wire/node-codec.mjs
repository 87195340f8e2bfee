import { NOT_CLONEABLE } from './clone.mjs'
import { makeCodec } from './codec.mjs'

/** Node's side of the hop to a page. */
export const codec = makeCodec({
  toBase64: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
  fromBase64: (text) => {
    const bytes = Buffer.from(text, 'base64')
    // A small Buffer is a slice of Node's pool; the app must see an ArrayBuffer of its own.
    return bytes.buffer.byteLength === bytes.byteLength
      ? bytes.buffer
      : bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  },
  fail: () => {
    throw new Error(NOT_CLONEABLE)
  },
})
