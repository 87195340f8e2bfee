// Structured clone as bytes, for the hops between Node processes. child_process' own `advanced` form is not enough:
// it gives back views over one big receive buffer, so `array.buffer` would be longer than what was sent.
import { Deserializer, Serializer } from 'node:v8'

export const NOT_CLONEABLE = 'An object could not be cloned.'

/** @param {unknown} value @returns {Buffer} */
export function serialize(value) {
  try {
    const serializer = new Serializer()
    serializer.writeHeader()
    serializer.writeValue(value)
    return serializer.releaseBuffer()
  } catch {
    throw new Error(NOT_CLONEABLE)
  }
}

/** @param {Uint8Array} bytes @returns {unknown} */
export function deserialize(bytes) {
  const deserializer = new Deserializer(bytes)
  deserializer.readHeader()
  return deserializer.readValue()
}
