// MessagePortMain, for the main process and for utility processes; they differ only in the `io` behind it.
import { EventEmitter } from 'node:events'
import { own } from '../support.mjs'
import { deserialize, serialize } from './clone.mjs'

/**
 * @typedef {object} PortIo
 * @property {(end: string, payload: Uint8Array, ports: string[]) => void} post
 * @property {(end: string) => void} close
 * @property {(end: string) => void} leave
 */

export class MessagePortMain extends EventEmitter {
  constructor(end, io) {
    super()
    if (!io) throw new TypeError('Illegal constructor')
    Object.defineProperty(this, own, { value: new PortState(this, end, io) })
  }

  postMessage(message, transfer = []) {
    const state = this[own]
    if (state.gone) return
    const payload = serialize(message)
    state.io.post(state.end, payload, release(transfer))
  }

  start() {
    this[own].start()
  }

  close() {
    const state = this[own]
    if (state.gone) return
    state.gone = true
    state.io.close(state.end)
  }
}

class PortState {
  started = false
  gone = false
  queue = []

  constructor(port, end, io) {
    Object.assign(this, { port, end, io })
  }

  start() {
    this.started = true
    for (const event of this.queue.splice(0)) this.port.emit('message', event)
  }

  deliver(payload, ports) {
    const event = { data: deserialize(payload), ports }
    if (this.started) this.port.emit('message', event)
    else this.queue.push(event)
  }

  closed() {
    this.gone = true
    this.port.emit('close')
  }
}

/**
 * The ports leave their holder. Electron transfers nothing but MessagePortMain out of a Node process.
 * @param {MessagePortMain[]} transfer @returns {string[]} their ends
 */
export function release(transfer) {
  for (const port of transfer) {
    if (!(port instanceof MessagePortMain)) throw new TypeError('Invalid value for transfer')
    if (port[own].gone) throw new TypeError('Port is already neutered')
  }
  return transfer.map((port) => {
    const state = port[own]
    state.gone = true
    state.io.leave(state.end)
    return state.end
  })
}
