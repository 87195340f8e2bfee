// `utilityProcess`: a real Node process, whose message ports are routed through this one.
import { fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { fileURLToPath } from 'node:url'
import { record } from '../link.mjs'
import { own, preventable, strict } from '../support.mjs'
import { deserialize, serialize } from '../wire/clone.mjs'
import { release } from '../wire/ports.mjs'
import { router } from '../wire/router.mjs'
import { app, needReady } from './app.mjs'
import { utilities } from './registry.mjs'

const BOOT = fileURLToPath(new URL('../utility-boot.mjs', import.meta.url))
// Electron promises no more than "not 0" after a signal.
const SIGNAL_CODES = { SIGHUP: 1, SIGINT: 2, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 }

const ignore = () => undefined

class ChildState {
  asked = false

  /** @type {import('../wire/router.mjs').Place} */
  place = {
    deliver: (end, payload, ports) => {
      this.send({ type: 'port', end, payload, ports })
      this.settle(ports)
    },
    closed: (end) => this.send({ type: 'closed', end }),
  }

  constructor(utility, child, name) {
    Object.assign(this, { utility, child, name })
    child.on('spawn', () => {
      utility.pid = child.pid
      utility.emit('spawn')
    })
    child.on('message', (message) => this.received(message))
    child.on('exit', (code, signal) => this.exited(code, signal))
  }

  send(message) {
    if (this.child.connected) this.child.send(message, ignore) // a child that has just died is seen by its `exit`
  }

  /** The ends count as living in the child from the moment they are sent. */
  settle(ports) {
    for (const port of ports) router.settle(port, this.place)
  }

  received({ type, end, payload, ports }) {
    if (type === 'message') this.utility.emit('message', deserialize(payload))
    else if (type === 'port') router.post(end, payload, ports)
    else if (type === 'leave') router.leave(end)
    else if (type === 'close') router.close(end)
  }

  exited(code, signal) {
    const exitCode = code ?? SIGNAL_CODES[signal] ?? 1
    this.utility.pid = undefined
    utilities.delete(this)
    router.closeAll(this.place)
    record('utilityProcess exit', exitCode)
    this.utility.emit('exit', exitCode)
    if (exitCode === 0 || this.asked) return
    const reason = { SIGKILL: 'killed', SIGTERM: 'killed' }[signal] ?? (signal ? 'crashed' : 'abnormal-exit')
    const details = { type: 'Utility', reason, exitCode, serviceName: 'node.mojom.NodeService', name: this.name }
    app.emit('child-process-gone', preventable(), details)
  }

  kill() {
    this.asked = true
    this.child.kill('SIGKILL')
  }

  metric() {
    return { pid: this.child.pid, type: 'Utility', serviceName: 'node.mojom.NodeService', name: this.name }
  }
}

class UtilityProcess extends EventEmitter {
  pid = undefined

  constructor(file, args, { serviceName = 'Node Utility Process', stdio = 'inherit', execArgv = [], env, cwd }) {
    super()
    const streams = typeof stdio === 'string' ? ['ignore', stdio, stdio] : stdio
    const options = { execArgv, env: env ?? process.env, cwd, serialization: 'advanced', stdio: [...streams, 'ipc'] }
    const child = fork(BOOT, [file, ...args], options)
    this.stdout = child.stdout
    this.stderr = child.stderr
    const utility = strict('UtilityProcess', this)
    Object.defineProperty(this, own, { value: new ChildState(utility, child, serviceName) })
    utilities.add(this[own])
    return utility
  }

  postMessage(message, transfer = []) {
    const payload = serialize(message)
    const ports = release(transfer)
    this[own].send({ type: 'message', payload, ports })
    this[own].settle(ports)
  }

  kill() {
    this[own].asked = true
    return this[own].child.kill()
  }
}

export const utilityProcess = strict('utilityProcess', {
  fork(modulePath, args = [], options = {}) {
    needReady('utilityProcess.fork')
    if (!modulePath) throw new Error('Missing UtilityProcess entry script.')
    const [list, settings] = Array.isArray(args) ? [args, options] : [[], args]
    record('utilityProcess.fork', settings.serviceName)
    return new UtilityProcess(modulePath, list, settings)
  },
})
