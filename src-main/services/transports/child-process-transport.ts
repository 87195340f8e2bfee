import { type ChildProcess } from 'node:child_process'
import { FrameInbox } from '@shared/protocol/memory-transport'
import { type Transport } from '@shared/protocol/transport'

/**
 * Several connections over Node's one channel between a host and its utility process ('advanced' serialization keeps
 * bytes as bytes): every message says which connection it belongs to, and a null frame closes that one.
 */
interface Envelope {
  readonly connection: number
  readonly frame: Uint8Array | null
}

function isEnvelope(message: unknown): message is Envelope {
  return (
    typeof message === 'object' &&
    message !== null &&
    'connection' in message &&
    typeof message.connection === 'number' &&
    'frame' in message &&
    (message.frame === null || message.frame instanceof Uint8Array)
  )
}

/** One end of the channel: the inboxes of its open connections. */
class Connections {
  private readonly inboxes = new Map<number, FrameInbox>()
  private readonly post: (envelope: Envelope) => void

  constructor(post: (envelope: Envelope) => void) {
    this.post = post
  }

  open(connection: number): Transport {
    const inbox = new FrameInbox()
    this.inboxes.set(connection, inbox)
    return {
      send: (frame) => {
        if (inbox.closed) return
        this.post({ connection, frame })
        if (frame === null) this.close(connection, 'closed')
      },
      onFrame: (receiver) => inbox.attach(receiver),
    }
  }

  deliver({ connection, frame }: Envelope): void {
    if (frame) this.inboxes.get(connection)?.deliver(frame)
    else this.close(connection, 'the other side closed it')
  }

  close(connection: number, reason: string): void {
    const inbox = this.inboxes.get(connection)
    this.inboxes.delete(connection)
    inbox?.close(reason)
  }

  closeAll(reason: string): void {
    for (const connection of [...this.inboxes.keys()]) this.close(connection, reason)
  }
}

/** The host's end: opens connections to a child that was forked with `serialization: 'advanced'`. */
export function childConnections(child: ChildProcess): { open(): Transport } {
  let next = 0
  const connections = new Connections((envelope) => {
    if (child.connected) child.send(envelope)
  })
  child.on('message', (message: unknown) => {
    if (isEnvelope(message)) connections.deliver(message)
  })
  // A message that can't be sent any more, or a process that could not be started.
  child.on('error', (error) => connections.closeAll(`the engine process can't be reached (${error.message})`))
  child.on('exit', (code, signal) => connections.closeAll(`the engine process ended (${signal ?? code ?? 'unknown'})`))
  return { open: () => connections.open(next++) }
}

/**
 * The child's end: calls `accept` for every connection the host opens. A number is never used twice, so frames that
 * were still under way when the child closed a connection don't open it again.
 */
export function acceptConnections(accept: (transport: Transport) => void): void {
  const connections = new Connections((envelope) => {
    if (process.connected) process.send?.(envelope)
  })
  const known = new Set<number>()
  process.on('message', (message: unknown) => {
    if (!isEnvelope(message)) return
    if (message.frame && !known.has(message.connection)) {
      known.add(message.connection)
      accept(connections.open(message.connection))
    }
    connections.deliver(message)
  })
  process.on('disconnect', () => connections.closeAll('the host ended'))
}
