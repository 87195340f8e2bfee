// The world of the preload script: ipcRenderer and contextBridge, then the script itself. Injected as text.

/**
 * @param {object} settings `binding` and `receive` are global names for the two directions; see PageSession.
 * @param {object} parts The functions injected beside this one, by name.
 * @param {Function} preload The app's preload script as a CommonJS wrapper.
 */
export function isolatedWorld(settings, parts, preload) {
  if (window.top !== window) return // preload scripts run in the main frame only
  const native = globalThis[settings.binding]
  Reflect.deleteProperty(globalThis, settings.binding)

  function fail() {
    throw new Error('An object could not be cloned.')
  }
  const codec = parts.makeCodec({
    toBase64: (bytes) => bytes.toBase64(),
    fromBase64: (text) => Uint8Array.fromBase64(text).buffer,
    fail,
  })
  const out = (type, head, data) => native(JSON.stringify([type, head, codec.encode(data)]))
  const relays = parts.makeRelays(settings.page, out)

  class Emitter {
    constructor() {
      Object.defineProperty(this, '_listeners', { value: new Map() })
    }
    on(name, listener) {
      this._listeners.set(name, [...(this._listeners.get(name) ?? []), listener])
      return this
    }
    once(name, listener) {
      const once = (...args) => {
        this.off(name, once)
        listener(...args)
      }
      return this.on(name, Object.assign(once, { listener }))
    }
    off(name, listener) {
      const kept = [...(this._listeners.get(name) ?? [])]
      const index = kept.findLastIndex((each) => each === listener || each.listener === listener)
      if (index >= 0) kept.splice(index, 1)
      this._listeners.set(name, kept)
      return this
    }
    addListener(name, listener) {
      return this.on(name, listener)
    }
    removeListener(name, listener) {
      return this.off(name, listener)
    }
    removeAllListeners(name) {
      if (name === undefined) this._listeners.clear()
      else this._listeners.delete(name)
      return this
    }
    listenerCount(name) {
      return (this._listeners.get(name) ?? []).length
    }
    emit(name, ...args) {
      for (const listener of this._listeners.get(name) ?? []) listener.call(this, ...args)
      return this.listenerCount(name) > 0
    }
  }

  const calls = new Map()
  let callIds = 0
  class IpcRenderer extends Emitter {
    send(channel, ...args) {
      out('send', { channel }, args)
    }
    invoke(channel, ...args) {
      return new Promise((resolve, reject) => {
        const id = ++callIds
        out('invoke', { channel, id }, args) // throws here if an argument can not be cloned: the promise rejects
        calls.set(id, { resolve, reject })
      })
    }
    postMessage(channel, message, transfer = []) {
      if (transfer.some((port) => !(port instanceof MessagePort))) throw new Error('Invalid value for transfer')
      out('post', { channel, ports: relays.take(transfer) }, message)
    }
  }
  const ipcRenderer = new IpcRenderer()

  function settle({ id, ok, channel }, data) {
    const call = calls.get(id)
    calls.delete(id)
    if (ok) call?.resolve(data)
    else call?.reject(new Error(`Error invoking remote method '${channel}': ${data}`))
  }

  function receive(type, head, data) {
    if (type === 'event') {
      ipcRenderer.emit(head.channel, { sender: ipcRenderer, senderId: 0, ports: relays.give(head.ports) }, ...data)
    } else if (type === 'reply') settle(head, data)
    else if (type === 'port') relays.deliver(head.end, data, head.ports)
    else if (type === 'portClosed') relays.close(head.end)
  }
  globalThis[settings.receive] = (batch) => {
    for (const text of batch) {
      const [type, head, body] = JSON.parse(text)
      try {
        receive(type, head, codec.decode(body))
      } catch (error) {
        reportError(error) // a listener's error is its own: what follows is still delivered
      }
    }
  }

  const bridge = parts.makeBridge('isolated', 'main', settings.secret)
  const contextBridge = {
    exposeInMainWorld: (key, api) => void bridge.post({ expose: key, value: bridge.pack(api) }),
  }

  bridge.handlers.open = (...request) => out('open', {}, request)
  window.addEventListener('click', (event) => {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement && node.href)
    const inPlace = ['', '_self', '_top', '_parent'].includes(link?.target) && !event.ctrlKey && !event.metaKey
    if (!link || event.defaultPrevented || inPlace) return
    event.preventDefault()
    out('open', {}, [link.href, link.target, ''])
  })

  let title = ''
  function watchTitle() {
    if (document.title === title) return
    title = document.title
    out('title', {}, title)
  }
  document.addEventListener('DOMContentLoaded', () => {
    watchTitle()
    const options = { subtree: true, childList: true, characterData: true }
    if (document.head) new MutationObserver(watchTitle).observe(document.head, options)
  })

  const require = parts.makePreloadModules({ contextBridge, ipcRenderer, Emitter })
  const nextTick = (callback, ...args) => queueMicrotask(() => callback(...args))
  const process = { ...settings.process, on() {}, once() {}, nextTick }
  out('hello', {}, null)
  const module = { exports: {} }
  try {
    preload(require, module, module.exports, process)
  } catch (error) {
    console.error(`Unable to load preload script: ${settings.preloadPath}\n${error.stack}`)
    out('preloadError', {}, String(error.stack))
  }
}
