import { FrameInbox } from '@shared/protocol/memory-transport'
import { type Transport } from '@shared/protocol/transport'

/** One WebSocket message is one frame. The socket is open already, so that nothing has to wait in here. */
export function webSocketTransport(socket: WebSocket): Transport {
  const inbox = new FrameInbox()
  socket.binaryType = 'arraybuffer'
  socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data instanceof ArrayBuffer) inbox.deliver(new Uint8Array(data))
  })
  socket.addEventListener('close', ({ reason }) => inbox.close(reason || 'the connection was closed'))
  return {
    send(frame) {
      if (inbox.closed) return
      if (frame) socket.send(frame.slice())
      else {
        socket.close()
        inbox.close('closed')
      }
    },
    onFrame: (receiver) => inbox.attach(receiver),
  }
}
