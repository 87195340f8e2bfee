import { FrameInbox } from '@shared/protocol/memory-transport'
import { type Transport } from '@shared/protocol/transport'

/** The events of Electron's MessagePortMain and of Node's MessagePort that a transport needs. */
export interface EventPort {
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'close', listener: () => void): unknown
  postMessage(message: unknown): void
  start(): void
  close(): void
}

/** Over a message port. Electron hands events over (`{ data }`), Node the message itself. */
export function portTransport(port: EventPort): Transport {
  const inbox = new FrameInbox()
  port.on('message', (message) => {
    const data = typeof message === 'object' && message !== null && 'data' in message ? message.data : message
    if (data instanceof Uint8Array) inbox.deliver(data)
  })
  port.on('close', () => inbox.close('the window is gone'))
  port.start()
  return {
    send(frame) {
      if (inbox.closed) return
      if (frame === null) port.close()
      else port.postMessage(frame)
    },
    onFrame: (receiver) => inbox.attach(receiver),
  }
}
