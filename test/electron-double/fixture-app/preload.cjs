/* eslint-disable @typescript-eslint/no-require-imports -- a sandboxed preload script is CommonJS */
const { contextBridge, ipcRenderer } = require('electron')

globalThis.preloadOnly = 'secret'
const pageLoaded = new Promise((resolve) => window.addEventListener('load', resolve))

let unsafe = ''
try {
  require('fs')
} catch (error) {
  unsafe = error.message
}

contextBridge.exposeInMainWorld('bridge', {
  version: 1,
  nested: { list: [1, 2] },
  unsafe,
  seesPage: () => 'pageOnly' in window,
  invoke: (channel, value) => ipcRenderer.invoke(channel, value),
  send: (channel) => ipcRenderer.send(channel),
  later: (callback) => Promise.resolve(callback(20) + 1),
  fail: () => Promise.reject(new TypeError('no')),
  bytes: (array) => new Float32Array(array.map((value) => value * 2)),
  take: (value) => Object.keys(value),
})

// Electron's own pattern: the real port goes on into the page's world, once its listeners are there.
ipcRenderer.on('connect', async (event, message) => {
  await pageLoaded
  window.postMessage({ type: 'connect', name: message.name }, '*', event.ports)
})
ipcRenderer.on('page-port', () => {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = ({ data }) => window.postMessage({ type: 'page-port', data }, '*')
  ipcRenderer.postMessage('port', null, [port2])
  port1.postMessage('from the page')
})
ipcRenderer.postMessage('ready', null)
