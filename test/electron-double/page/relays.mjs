// Ports that lead out of the page. Each is a real MessageChannel: one end stays here as a relay, the other is handed out.
// Injected as text.

/**
 * @param {string} page @param {(type: string, head: object, data: unknown) => void} out
 * Sends to the main process.
 */
export function makeRelays(page, out) {
  const relays = new Map()
  const documentId = Math.random().toString(36).slice(2)
  let channels = 0

  function relay(end, port) {
    relays.set(end, port)
    port.onmessage = (event) => out('port', { end, ports: take(event.ports) }, event.data)
    port.onclose = () => {
      if (relays.delete(end)) out('portClosed', { end }, null)
    }
    port.start()
  }

  /** The page's own ports that leave it. @param {readonly MessagePort[]} ports @returns {string[]} their ends */
  function take(ports) {
    return Array.from(ports, (port) => {
      const channel = `${page}.${documentId}.${++channels}`
      relay(`${channel}:a`, port)
      return `${channel}:b`
    })
  }

  /** Real ports for ends that arrive. @param {string[]} ends @returns {MessagePort[]} */
  function give(ends) {
    return ends.map((end) => {
      const { port1, port2 } = new MessageChannel()
      relay(end, port1)
      return port2
    })
  }

  function deliver(end, data, ends) {
    relays.get(end)?.postMessage(data, give(ends))
  }

  function close(end) {
    const port = relays.get(end)
    relays.delete(end)
    port?.close()
  }

  return { take, give, deliver, close }
}
