import { FrameInbox } from '@shared/protocol/memory-transport'
import { type Transport } from '@shared/protocol/transport'
import { type WebSocket } from 'ws'

/** The close code that tells a window that another one took its place. */
export const TAKEN_OVER = 4001

/** A Transport whose window can be told that another one took its place. */
export interface HostTransport extends Transport {
  takeOver(): void
}

/** The server's end of a WebSocket; one message is one frame. A text message or a frame over the limit closes it. */
export function webSocketTransport(socket: WebSocket): HostTransport {
  const inbox = new FrameInbox()
  socket.on('message', (data, isBinary) => {
    if (isBinary && Buffer.isBuffer(data)) inbox.deliver(new Uint8Array(data))
    else socket.close(1003)
  })
  socket.on('close', () => inbox.close('the window is gone'))
  socket.on('error', () => socket.terminate())
  return {
    send(frame) {
      if (frame === null) socket.close(1000)
      else if (socket.readyState === socket.OPEN) socket.send(frame)
    },
    onFrame: (receiver) => inbox.attach(receiver),
    takeOver: () => socket.close(TAKEN_OVER),
  }
}
