import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel, type MessagePort as NodePort } from 'node:worker_threads'
import { FRAME_LIMIT } from '@shared/protocol/codec'
import { FrameInbox, memoryTransports } from '@shared/protocol/memory-transport'
import { serve } from '@shared/protocol/server'
import { type Transport } from '@shared/protocol/transport'
import { build } from 'vite'
import { WebSocket as Socket, WebSocketServer } from 'ws'
import { webSocketTransport } from '../../src-main/browser-host/web-socket-transport'
import { childConnections } from '../../src-main/services/transports/child-process-transport'
import { portTransport } from '../../src-main/services/transports/port-transport'
import { inRepository } from '../helpers/documents'
import { Probe } from './probe'

/** One kind of way between two processes, with the probe service at its far end. */
export interface Wire {
  /** The near end of a new connection. */
  connect(): Promise<Transport>
  close(): Promise<void>
}

export interface WireKind {
  readonly name: string
  open(): Promise<Wire>
}

const memory: WireKind = {
  name: 'in memory',
  async open() {
    const probe = new Probe()
    return {
      async connect() {
        const [near, far] = memoryTransports()
        serve(far, probe.offers(far))
        return near
      },
      close: async () => undefined,
    }
  },
}

function ports(name: string, nearEnd: (port: NodePort) => Transport): WireKind {
  return {
    name,
    async open() {
      const probe = new Probe()
      const open: NodePort[] = []
      return {
        async connect() {
          const { port1, port2 } = new MessageChannel()
          open.push(port1)
          const far = portTransport(port2)
          serve(far, probe.offers(far))
          return nearEnd(port1)
        },
        async close() {
          for (const port of open) port.close()
        },
      }
    },
  }
}

function sockets(name: string, nearEnd: (socket: Socket) => Transport): WireKind {
  return {
    name,
    async open() {
      const probe = new Probe()
      const server = createServer()
      const socketServer = new WebSocketServer({ server, maxPayload: FRAME_LIMIT })
      socketServer.on('connection', (socket) => {
        const far = webSocketTransport(socket)
        serve(far, probe.offers(far))
      })
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      const { port } = server.address() as AddressInfo
      return {
        async connect() {
          const socket = new Socket(`ws://127.0.0.1:${port}`, { maxPayload: 2 * FRAME_LIMIT })
          await once(socket, 'open')
          return nearEnd(socket)
        },
        async close() {
          for (const client of socketServer.clients) client.terminate()
          server.close()
          await once(server, 'close')
        },
      }
    },
  }
}

/** A window's end of a socket, for as long as nothing else plays it. */
function plainSocketTransport(socket: Socket): Transport {
  const inbox = new FrameInbox()
  socket.on('message', (data) => {
    if (Buffer.isBuffer(data)) inbox.deliver(new Uint8Array(data))
  })
  socket.on('error', () => socket.terminate())
  socket.on('close', () => inbox.close('the socket was closed'))
  return {
    send(frame) {
      if (inbox.closed) return
      if (frame === null) socket.close()
      else socket.send(frame)
    },
    onFrame: (receiver) => inbox.attach(receiver),
  }
}

const childProcess: WireKind = {
  name: 'a child process',
  async open() {
    const folder = await mkdtemp(join(tmpdir(), 'probe-'))
    await build({
      configFile: false,
      logLevel: 'silent',
      resolve: { alias: { '@shared': inRepository('src-main/shared') } },
      ssr: { noExternal: true },
      build: {
        ssr: inRepository('test/contract/probe-child.ts'),
        outDir: folder,
        emptyOutDir: false,
        rollupOptions: { output: { entryFileNames: 'probe-child.mjs', format: 'es' } },
      },
    })
    const child: ChildProcess = fork(join(folder, 'probe-child.mjs'), [], { serialization: 'advanced', execArgv: [] })
    const connections = childConnections(child)
    return {
      connect: async () => connections.open(),
      async close() {
        const exited = once(child, 'exit')
        child.kill()
        await exited
        await rm(folder, { recursive: true })
      },
    }
  },
}

/** The window's own ends, where they are part of the tree. */
const windows = import.meta.glob<Record<string, unknown>>('../../src-renderer/host/*-transport.ts', { eager: true })

function windowEnd<Endpoint>(file: string, name: string): ((endpoint: Endpoint) => Transport) | null {
  const transport = windows[`../../src-renderer/host/${file}`]?.[name]
  return typeof transport === 'function' ? (transport as (endpoint: Endpoint) => Transport) : null
}

const windowPort = windowEnd<NodePort>('message-port-transport.ts', 'messagePortTransport')
const windowSocket = windowEnd<Socket>('web-socket-transport.ts', 'webSocketTransport')

export const wireKinds: readonly WireKind[] = [
  memory,
  ports('message ports', portTransport),
  sockets('a web socket', plainSocketTransport),
  childProcess,
  ...(windowPort ? [ports("the window's message port", windowPort)] : []),
  ...(windowSocket ? [sockets("the window's web socket", windowSocket)] : []),
]
