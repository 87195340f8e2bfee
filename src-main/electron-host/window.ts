import { join } from 'node:path'
import { type ConnectionName, connectionNames } from '@shared/protocol/connections'
import { offer, serve } from '@shared/protocol/server'
import { shellContract } from '@shared/protocol/shell-service'
import { app, BrowserWindow, ipcMain, type IpcMainEvent, MessageChannelMain } from 'electron'
import { portTransport } from '../services/transports/port-transport'
import { PAGE } from './app-protocol'
import { type EngineProcess } from './engine-process'
import { isOurPage } from './security'
import { type ShellEvents } from './shell-events'
import { electronShell } from './shell-service'

export interface StudioWindow {
  readonly window: BrowserWindow
  /** Lets the window close without asking the page again. */
  close(): void
}

/** The program's window: a sandboxed page that gets two message ports and nothing else. */
export function openWindow(folder: string, engine: EngineProcess, events: ShellEvents): StudioWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Backprop Studio',
    webPreferences: {
      preload: join(folder, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
    },
  })
  const page = devServer() ?? PAGE
  let mayClose = false
  const close = (): void => {
    mayClose = true
    window.close()
  }
  window.on('close', (event) => {
    if (mayClose || !events.heard) return
    event.preventDefault()
    events.emit({ kind: 'close-requested' })
  })
  window.once('ready-to-show', () => window.show())
  window.on('page-title-updated', (event) => event.preventDefault())

  const shell = [offer('shell', shellContract, electronShell(window, events, close))]
  const connect = (name: ConnectionName) => {
    const { port1, port2 } = new MessageChannelMain()
    if (name === 'engine') engine.connect(port2)
    else serve(portTransport(port2), shell)
    return port1
  }
  const handOver = (event: IpcMainEvent): void => {
    if (window.isDestroyed() || !isOurPage(event, window.webContents, page)) return
    window.webContents.postMessage('ports', null, connectionNames.map(connect))
  }
  ipcMain.on('request-ports', handOver)
  window.on('closed', () => ipcMain.removeListener('request-ports', handOver))
  void window.loadURL(page)
  return { window, close }
}

/** The address of the hot-reloading server, which electron-vite sets in development only. */
function devServer(): string | undefined {
  return app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']
}
