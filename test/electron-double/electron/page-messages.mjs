// Messages between one window's page and the main process: ipc, and the ports that live in the page.
import { deserialize, NOT_CLONEABLE, serialize } from '../wire/clone.mjs'
import { adopt } from '../wire/main-ports.mjs'
import { release } from '../wire/ports.mjs'
import { router } from '../wire/router.mjs'
import { own } from '../support.mjs'
import { ProcessExit } from './app.mjs'
import { ipcMain } from './ipc-main.mjs'

const copy = (value) => deserialize(serialize(value))

export class PageMessages {
  #session
  #webContents

  /** The page as a holder of port ends. @type {import('../wire/router.mjs').Place} */
  #page = {
    deliver: (end, payload, ports) => {
      this.#session.post('port', { end, ports }, deserialize(payload))
      this.#settle(ports)
    },
    closed: (end) => this.#session.post('portClosed', { end }, null),
  }

  constructor(session, webContents) {
    this.#session = session
    this.#webContents = webContents
    session.on('message', (type, head, data) => this.#receive(type, head, data))
  }

  send(channel, args) {
    this.#session.post('event', { channel, ports: [] }, copy(args))
  }

  post(channel, message, transfer) {
    const data = copy(message)
    const ports = release(transfer)
    this.#session.post('event', { channel, ports }, [data])
    this.#settle(ports)
  }

  /** The document is gone, and every port in it. */
  documentGone() {
    router.closeAll(this.#page)
  }

  #settle(ports) {
    for (const port of ports) router.settle(port, this.#page)
  }

  #receive(type, head, data) {
    if (this.#webContents.isDestroyed()) return
    if (type === 'send') ipcMain.emit(head.channel, this.#event([]), ...data)
    else if (type === 'post') {
      this.#keepRelays(head.ports)
      ipcMain.emit(head.channel, this.#event(head.ports.map(adopt)), data)
    } else if (type === 'port') {
      this.#keepRelays(head.ports)
      router.post(head.end, serialize(data), head.ports)
    } else if (type === 'portClosed') router.close(head.end)
    else if (type === 'invoke') void this.#invoke(head, data)
  }

  /** Of a channel that the page made, end `b` has left and end `a` stays in the page. */
  #keepRelays(ports) {
    this.#settle(ports.map((port) => port.replace(/b$/, 'a')))
  }

  #event(ports) {
    const { mainFrame } = this.#webContents
    const reply = (channel, ...args) => this.send(channel, args)
    return { sender: this.#webContents, senderFrame: mainFrame, processId: 1, frameId: 1, ports, reply }
  }

  async #invoke({ channel, id }, args) {
    try {
      const handler = ipcMain[own].get(channel)
      if (!handler) throw new Error(`No handler registered for '${channel}'`)
      this.#session.post('reply', { id, ok: true }, copy(await handler(this.#event([]), ...args)))
    } catch (error) {
      if (error instanceof ProcessExit) return
      console.error(`Error occurred in handler for '${channel}':`, error)
      const text = error?.message === NOT_CLONEABLE ? `Error: ${NOT_CLONEABLE}` : String(error)
      this.#session.post('reply', { id, ok: false, channel }, text)
    }
  }
}
