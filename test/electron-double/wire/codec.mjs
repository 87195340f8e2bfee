// Structured-clone values as JSON text, for the hop between Node and a page. The whole function is also injected into
// pages as text, so it uses nothing from outside itself.

/**
 * @param {object} platform
 * @param {(bytes: Uint8Array) => string} platform.toBase64
 * @param {(text: string) => ArrayBuffer} platform.fromBase64
 * @param {() => never} platform.fail Throws the error for a value that can not be cloned.
 */
export function makeCodec({ toBase64, fromBase64, fail }) {
  const viewNames = 'Int8 Uint8 Uint8Clamped Int16 Uint16 Int32 Uint32 Float32 Float64 BigInt64 BigUint64'.split(' ')
  const views = Object.fromEntries(viewNames.map((name) => [`${name}Array`, globalThis[`${name}Array`]]))
  const errors = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError }

  /** Objects become numbered nodes, so that cycles and shared objects survive. Values in arrays are tagged. */
  function encode(root) {
    const nodes = []
    const numbers = new Map()

    function encodeValue(value) {
      if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
      if (value === undefined) return ['undefined']
      if (typeof value === 'bigint') return ['bigint', String(value)]
      if (Object.is(value, -0)) return ['number', '-0']
      if (typeof value === 'number') return Number.isFinite(value) ? value : ['number', String(value)]
      if (typeof value !== 'object') fail()
      if (!numbers.has(value)) {
        const number = nodes.push(null) - 1
        numbers.set(value, number)
        nodes[number] = encodeNode(value)
      }
      return ['node', numbers.get(value)]
    }

    const entriesOf = (object) => Object.keys(object).map((key) => [key, encodeValue(object[key])])

    function encodeNode(value) {
      const tag = Object.prototype.toString.call(value).slice(8, -1)
      if (Array.isArray(value)) return ['array', value.length, entriesOf(value)]
      if (value instanceof Error) return ['error', value.name, String(value.message), String(value.stack)]
      if (tag === 'ArrayBuffer') return ['buffer', toBase64(new Uint8Array(value))]
      if (tag === 'DataView') return ['dataview', encodeValue(value.buffer), value.byteOffset, value.byteLength]
      if (tag in views) return ['view', tag, encodeValue(value.buffer), value.byteOffset, value.length]
      if (tag === 'Date') return ['date', encodeValue(value.getTime())]
      if (tag === 'RegExp') return ['regexp', value.source, value.flags]
      if (tag === 'Map') return ['map', [...value].map(([key, member]) => [encodeValue(key), encodeValue(member)])]
      if (tag === 'Set') return ['set', [...value].map(encodeValue)]
      if (tag === 'Number' || tag === 'String' || tag === 'Boolean') return ['boxed', encodeValue(value.valueOf())]
      return tag === 'Object' ? ['object', entriesOf(value)] : fail()
    }

    return JSON.stringify([encodeValue(root), nodes])
  }

  function decode(text) {
    const [root, nodes] = JSON.parse(text)
    const done = []

    function decodeValue(value) {
      if (!Array.isArray(value)) return value
      const [tag, content] = value
      if (tag === 'undefined') return undefined
      if (tag === 'bigint') return BigInt(content)
      if (tag === 'number') return Number(content)
      return content in done ? done[content] : decodeNode(content)
    }

    function fill(object, entries) {
      const flags = { enumerable: true, writable: true, configurable: true }
      for (const [key, member] of entries) Object.defineProperty(object, key, { value: decodeValue(member), ...flags })
      return object
    }

    function decodeNode(number) {
      const [kind, ...content] = nodes[number]
      const keep = (object) => (done[number] = object)
      const [first, second, third, fourth] = content
      if (kind === 'array') return fill(keep(new Array(first)), second)
      if (kind === 'object') return fill(keep({}), first)
      if (kind === 'buffer') return keep(fromBase64(first))
      if (kind === 'dataview') return keep(new DataView(decodeValue(first), second, third))
      if (kind === 'view') return keep(new views[first](decodeValue(second), third, fourth))
      if (kind === 'date') return keep(new Date(decodeValue(first)))
      if (kind === 'regexp') return keep(new RegExp(first, second))
      if (kind === 'boxed') return keep(Object(decodeValue(first)))
      if (kind === 'map') {
        const map = keep(new Map())
        for (const [key, member] of first) map.set(decodeValue(key), decodeValue(member))
        return map
      }
      if (kind === 'set') {
        const set = keep(new Set())
        for (const member of first) set.add(decodeValue(member))
        return set
      }
      const error = keep(new (errors[first] ?? Error)(second))
      return Object.assign(error, { stack: third })
    }

    return decodeValue(root)
  }

  return { encode, decode }
}
