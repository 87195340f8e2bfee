import { type Frame, type FrameReceiver, type Transport } from './transport'

/** Frames that wait for their receiver: the common half of every Transport. */
export class FrameInbox {
  private receiver: FrameReceiver | null = null
  private waiting: Frame[] = []
  private reason: string | null = null

  deliver(frame: Frame): void {
    if (this.reason !== null) return
    if (this.receiver) this.receiver.frame(frame)
    else this.waiting.push(frame)
  }

  close(reason: string): void {
    if (this.reason !== null) return
    this.reason = reason
    this.receiver?.closed(reason)
  }

  get closed(): boolean {
    return this.reason !== null
  }

  attach(receiver: FrameReceiver): void {
    this.receiver = receiver
    for (const frame of this.waiting.splice(0)) receiver.frame(frame)
    if (this.reason !== null) receiver.closed(this.reason)
  }
}

/** Two transports that lead to each other within one process. */
export function memoryTransports(): [Transport, Transport] {
  const inboxes = [new FrameInbox(), new FrameInbox()] as const
  const transport = (own: FrameInbox, other: FrameInbox): Transport => ({
    send(frame) {
      void Promise.resolve().then(() => {
        if (frame) other.deliver(frame.slice())
        else for (const inbox of [own, other]) inbox.close('closed')
      })
    },
    onFrame: (receiver) => own.attach(receiver),
  })
  return [transport(inboxes[0], inboxes[1]), transport(inboxes[1], inboxes[0])]
}
