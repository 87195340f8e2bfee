// What a sandboxed preload script can require. Injected as text.

/** @param {{ contextBridge: object, ipcRenderer: object, Emitter: Function }} parts */
export function makePreloadModules({ contextBridge, ipcRenderer, Emitter }) {
  function strict(name, object) {
    return new Proxy(object, {
      get(target, key) {
        if (typeof key === 'symbol' || key in target || key === 'then') return target[key]
        throw new Error(`electron double: ${name}.${key} is not implemented`)
      },
    })
  }

  const electron = strict('electron (sandboxed preload)', {
    contextBridge: strict('contextBridge', contextBridge),
    ipcRenderer: strict('ipcRenderer', ipcRenderer),
  })
  const modules = {
    electron,
    'electron/renderer': electron,
    'electron/common': electron,
    events: Object.assign(Emitter, { EventEmitter: Emitter }),
    timers: { setTimeout, clearTimeout, setInterval, clearInterval },
    url: { URL, URLSearchParams },
  }

  return (id) => {
    const found = modules[id.replace(/^node:/, '')]
    if (!found) throw new Error(`module not found: ${id}`)
    return found
  }
}
