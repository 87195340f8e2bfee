import { FrameInbox } from '@shared/protocol/memory-transport'
import { type Transport } from '@shared/protocol/transport'

/** Frames over a MessagePort. Its `close` event tells that the process at the other end is gone. */
export function messagePortTransport(port: MessagePort): Transport {
  const inbox = new FrameInbox()
  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data instanceof Uint8Array) inbox.deliver(data)
    else if (data === null) inbox.close('closed by the other side')
  }
  port.addEventListener('close', () => inbox.close('the process at the other end has ended'))
  port.start()
  return {
    send(frame) {
      if (inbox.closed) return
      if (frame) port.postMessage(frame)
      else {
        port.close()
        inbox.close('closed')
      }
    },
    onFrame: (receiver) => inbox.attach(receiver),
  }
}
