import { EventEmitter } from 'node:events'
import { own, strict } from '../support.mjs'

class IpcMain extends EventEmitter {
  constructor() {
    super()
    Object.defineProperty(this, own, { value: new Map() })
  }

  handle(channel, listener) {
    if (this[own].has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    this[own].set(channel, listener)
  }

  handleOnce(channel, listener) {
    this.handle(channel, (...args) => {
      this.removeHandler(channel)
      return listener(...args)
    })
  }

  removeHandler(channel) {
    this[own].delete(channel)
  }
}

/** `ipcMain`; its handlers are a Map behind `own`. */
export const ipcMain = strict('ipcMain', new IpcMain())
