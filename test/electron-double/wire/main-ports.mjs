// The ports that live in the main process, and MessageChannelMain.
import { own } from '../support.mjs'
import { MessagePortMain } from './ports.mjs'
import { router } from './router.mjs'

/** @type {Map<string, MessagePortMain>} */
const here = new Map()
let channels = 0

/** @type {import('./router.mjs').Place} Delivers in a later turn, as a real port does. */
const mainProcess = {
  deliver(end, payload, ports) {
    const port = here.get(end)
    setImmediate(() => port?.[own].deliver(payload, ports.map(adopt)))
  },
  closed(end) {
    const port = here.get(end)
    here.delete(end)
    setImmediate(() => port?.[own].closed())
  },
}

/** The object for an end that arrives in the main process. @param {string} end */
export function adopt(end) {
  const port = new MessagePortMain(end, router)
  here.set(end, port)
  router.settle(end, mainProcess)
  return port
}

export class MessageChannelMain {
  #channel = `m${++channels}`
  port1 = adopt(`${this.#channel}:a`)
  port2 = adopt(`${this.#channel}:b`)
}
