import type { PORTS_MESSAGE } from '@shared/protocol/connections'
import { contextBridge, ipcRenderer } from 'electron'

/**
 * Hands the window's two message ports to the page, and nothing else: whatever the page may do, it does over them.
 * The page asks when it is ready to listen, and again when the engine was started anew.
 */
const message: typeof PORTS_MESSAGE = 'backprop-studio-ports'

ipcRenderer.on('ports', ({ ports }) => {
  window.postMessage(message, '/', [...ports])
})

contextBridge.exposeInMainWorld('backpropStudio', {
  requestPorts: () => ipcRenderer.send('request-ports'),
})
