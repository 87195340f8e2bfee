// Entry of every utility process: `process.parentPort` over the child_process channel, then the app's own bundle.
import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { own } from './support.mjs'
import { deserialize, serialize } from './wire/clone.mjs'
import { MessagePortMain } from './wire/ports.mjs'

const sendToMain = process.send.bind(process)
/** Errors need no answer: when the app is gone, `disconnect` ends this process. */
const send = (message) => sendToMain(message, () => undefined)
/** @type {Map<string, MessagePortMain>} */
const ports = new Map()

/** @type {import('./wire/ports.mjs').PortIo} */
const toMain = {
  post: (end, payload, transferred) => send({ type: 'port', end, payload, ports: transferred }),
  close: (end) => send({ type: 'close', end }),
  leave: (end) => {
    ports.delete(end)
    send({ type: 'leave', end })
  },
}

/** @param {string} end */
function adopt(end) {
  const port = new MessagePortMain(end, toMain)
  ports.set(end, port)
  return port
}

class ParentPort extends EventEmitter {
  postMessage(message) {
    send({ type: 'message', payload: serialize(message) })
  }

  start() {
    started = true
    for (const tell of waiting.splice(0)) tell()
  }

  pause() {
    started = false
  }
}

const parentPort = new ParentPort()
/** What happens before anybody listens keeps its order: a port is not closed before it has arrived. */
const waiting = []
let started = false
const inOrder = (tell) => void (started ? tell() : waiting.push(tell))
// As in Electron, the first listener starts the port: no message is lost before it.
parentPort.on('newListener', (name) => name === 'message' && setImmediate(() => parentPort.start()))

process.on('message', (message) => {
  if (message.type === 'message') {
    const event = { data: deserialize(message.payload), ports: message.ports.map(adopt) }
    inOrder(() => parentPort.emit('message', event))
  } else if (message.type === 'port') {
    ports.get(message.end)?.[own].deliver(message.payload, message.ports.map(adopt))
  } else if (message.type === 'closed') {
    const port = ports.get(message.end)
    ports.delete(message.end)
    inOrder(() => port?.[own].closed())
  }
})
process.on('disconnect', () => process.exit(0)) // the app is gone

process.parentPort = parentPort
process.type = 'utility'
Reflect.deleteProperty(process, 'send') // the bundle must not find a child_process channel here
process.argv.splice(1, 1)

const entry = process.argv[1]
if (!existsSync(entry)) {
  console.error(`Error: Cannot find module '${entry}'`)
  process.exit(1)
}
await import(pathToFileURL(entry).href)
