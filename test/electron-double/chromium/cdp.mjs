// A connection to Chromium's browser target; sessions of single pages are multiplexed over it.
import WebSocket from 'ws'

const MAX_MESSAGE_BYTES = 2 ** 30

export class Cdp {
  #calls = 0
  #waiting = new Map()
  #listeners = new Map()
  #socket

  /** @param {string} url @returns {Promise<Cdp>} */
  static connect(url) {
    const cdp = new Cdp()
    const socket = (cdp.#socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: MAX_MESSAGE_BYTES }))
    socket.on('message', (text) => cdp.#receive(JSON.parse(text)))
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(cdp))
      socket.once('error', reject)
      socket.once('close', () => cdp.#drop())
    })
  }

  /** @param {string} method @param {object} [params] @param {string} [sessionId] @returns {Promise<any>} */
  send(method, params = {}, sessionId) {
    const id = ++this.#calls
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, method })
      this.#socket.send(JSON.stringify({ id, method, params, sessionId }))
    })
  }

  /** @param {string} sessionId '' for the browser itself @param {(method: string, params: any) => void} listener */
  listen(sessionId, listener) {
    this.#listeners.set(sessionId, listener)
  }

  #receive({ id, sessionId, method, params, result, error }) {
    if (id === undefined) return this.#tell(sessionId ?? '', method, params)
    const call = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (error) call?.reject(new Error(`${call.method}: ${error.message}`))
    else call?.resolve(result)
  }

  #tell(sessionId, method, params) {
    try {
      this.#listeners.get(sessionId)?.(method, params)
    } catch (error) {
      // The app's listeners run in here. Thrown any further, their error would stop the socket's own reading loop.
      process.nextTick(() => {
        throw error
      })
    }
  }

  #drop() {
    for (const { reject, method } of this.#waiting.values()) reject(new Error(`${method}: Chromium is gone`))
    this.#waiting.clear()
  }
}
