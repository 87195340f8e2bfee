// One end of contextBridge. Calls cross the worlds synchronously: a CustomEvent's `detail` is cloned between worlds, and
// a nested dispatch brings the answer. Injected as text into both worlds, so it uses nothing from outside itself.

/** @param {string} me @param {string} other Names of the two worlds. @param {string} secret */
export function makeBridge(me, other, secret) {
  const target = document
  const BridgeEvent = CustomEvent
  const { dispatchEvent } = EventTarget.prototype
  const functions = new Map()
  const functionIds = new WeakMap()
  const promises = new Map()
  const replies = new Map()
  const handlers = {}
  let ids = 0

  const post = (detail) => dispatchEvent.call(target, new BridgeEvent(`${secret}:${other}`, { detail }))

  function isPlain(value) {
    return ['[object Object]', '[object Array]'].includes(Object.prototype.toString.call(value))
  }

  /** True if `value` holds something that has to be proxied rather than cloned. */
  function isLive(value, seen = new Set()) {
    if (typeof value === 'function') return true
    if (typeof value !== 'object' || value === null || seen.has(value)) return false
    seen.add(value)
    if (value instanceof Promise || value instanceof Error) return true
    return isPlain(value) && Object.keys(value).some((key) => isLive(value[key], seen))
  }

  function clone(value) {
    try {
      return structuredClone(value)
    } catch {
      throw new Error('An object could not be cloned.')
    }
  }

  function functionId(fn) {
    if (!functionIds.has(fn)) {
      functionIds.set(fn, ++ids)
      functions.set(ids, fn)
    }
    return functionIds.get(fn)
  }

  function promiseId(promise) {
    const settle = ++ids
    promise.then(
      (value) => post({ settle, ok: true, value: pack(value) }),
      (error) => post({ settle, ok: false, value: pack(error) }),
    )
    return settle
  }

  /** A graph: nodes by number, so that cycles and shared objects survive. */
  function pack(root) {
    const nodes = []
    const numbers = new Map()

    function packValue(value) {
      if (typeof value === 'symbol') throw new Error('electron double: symbols do not cross contextBridge')
      if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return { value }
      if (!numbers.has(value)) {
        const number = nodes.push(null) - 1
        numbers.set(value, number)
        nodes[number] = packNode(value)
      }
      return { node: numbers.get(value) }
    }

    function packNode(value) {
      if (!isLive(value)) return { value: clone(value) }
      if (typeof value === 'function') return { fn: functionId(value) }
      if (value instanceof Promise) return { promise: promiseId(value) }
      if (value instanceof Error) return { error: value.message }
      if (Array.isArray(value)) return { array: Array.from(value, packValue) }
      return { entries: Object.keys(value).map((key) => [key, packValue(value[key])]) }
    }

    return { root: packValue(root), nodes }
  }

  function unpack({ root, nodes }) {
    const done = []

    function unpackValue(packed) {
      if (!('node' in packed)) return packed.value
      return packed.node in done ? done[packed.node] : unpackNode(packed.node)
    }

    function unpackNode(number) {
      const node = nodes[number]
      const keep = (value) => (done[number] = value)
      if ('fn' in node) return keep((...args) => call(node.fn, args))
      if ('promise' in node)
        return keep(new Promise((resolve, reject) => promises.set(node.promise, { resolve, reject })))
      if ('error' in node) return keep(new Error(node.error))
      if ('array' in node) {
        const array = keep([])
        for (const member of node.array) array.push(unpackValue(member))
        return array
      }
      if ('entries' in node) {
        const object = keep({})
        for (const [key, member] of node.entries) object[key] = unpackValue(member)
        return object
      }
      return keep(node.value)
    }

    return unpackValue(root)
  }

  function call(fn, args) {
    const id = ++ids
    post({ call: fn, id, args: pack(args) })
    const reply = replies.get(id)
    replies.delete(id)
    if (!reply) throw new Error('electron double: no answer from the other world')
    if (reply.ok) return unpack(reply.value)
    throw unpack(reply.value)
  }

  function answer({ call: fn, id, args }) {
    try {
      const value = pack(functions.get(fn)(...unpack(args)))
      post({ reply: id, ok: true, value })
    } catch (error) {
      post({ reply: id, ok: false, value: pack(error instanceof Error ? error : new Error(String(error))) })
    }
  }

  function settle({ settle: id, ok, value }) {
    const promise = promises.get(id)
    promises.delete(id)
    if (ok) promise?.resolve(unpack(value))
    else promise?.reject(unpack(value))
  }

  function receive(event) {
    event.stopImmediatePropagation()
    const { detail } = event
    if ('call' in detail) answer(detail)
    else if ('reply' in detail) replies.set(detail.reply, detail)
    else if ('settle' in detail) settle(detail)
    else if ('expose' in detail) handlers.expose(detail.expose, unpack(detail.value))
    else if ('open' in detail) handlers.open(...detail.open)
  }
  target.addEventListener(`${secret}:${me}`, receive, true)

  return { post, pack, handlers }
}
