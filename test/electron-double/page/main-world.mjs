// The page's own world: what contextBridge exposes, `window.open`, and one rule for ports. Injected as text.

/** @param {string} secret @param {typeof import('./bridge.mjs').makeBridge} makeBridge */
export function mainWorld(secret, makeBridge) {
  if (window.top !== window) return // preload scripts run in the main frame only
  const bridge = makeBridge('main', 'isolated', secret)

  function deepFreeze(value) {
    if (value && typeof value === 'object' && !ArrayBuffer.isView(value)) {
      for (const member of Object.values(value)) deepFreeze(member)
      Object.freeze(value)
    }
    return value
  }

  bridge.handlers.expose = (key, api) => {
    const flags = { enumerable: true, writable: false, configurable: false }
    Object.defineProperty(window, key, { value: deepFreeze(api), ...flags })
  }

  window.open = (url = 'about:blank', name = '', features = '') => {
    bridge.post({ open: [new URL(url, location.href).href, name, features] })
    return null
  }

  // electron#34905: a message that leaves the renderer over a port and transfers an ArrayBuffer is lost. Throw instead.
  const outward = new WeakSet()
  window.addEventListener('message', (event) => {
    if (event.source === window) for (const port of event.ports) outward.add(port)
  })
  const { postMessage } = MessagePort.prototype
  MessagePort.prototype.postMessage = function (message, options) {
    const transfer = Array.isArray(options) ? options : (options?.transfer ?? [])
    if (outward.has(this) && transfer.some((item) => !(item instanceof MessagePort))) {
      throw new Error(
        'electron double: Electron loses a message that transfers anything but ports out of the renderer (electron#34905)',
      )
    }
    return postMessage.call(this, message, options)
  }
}
